import { startEmulator } from "../../../emulator";

/** Not a test by itself: conformance.test.ts runs this file in another jest with the same setup; all tests but the last must fail. */
const ours = {
  "user-agent": "pulumi-atlas-access/0 (control)",
  accept: "application/vnd.atlas.2023-01-01+json",
  "content-type": "application/json",
};

async function ask(path: string, init: RequestInit = {}): Promise<void> {
  const emulator = await startEmulator();
  await fetch(emulator.url + path, { ...init, headers: { ...ours, ...init.headers } });
  await emulator.close();
}

const keys = "/api/atlas/v2/orgs/5f0000000000000000000001/apiKeys";

test("a query parameter that nobody documented", () => ask(`${keys}?colour=red`));

test("an operation that nobody documented", () => ask("/api/atlas/v2/keys"));

test("a body that nobody documented", () => ask(keys, { method: "POST", body: '{"description":"x"}' }));

test("a version older than the operation", () =>
  ask(keys, { headers: { accept: "application/vnd.atlas.2022-01-01+json" } }));

test("a grant that nobody documented", () =>
  ask("/api/oauth/token", {
    method: "POST",
    body: "grant_type=password",
    headers: { "content-type": "application/x-www-form-urlencoded" },
  }));

test("what is documented", () => ask(`${keys}?itemsPerPage=500`));

test("what a client that is not ours may ask", () =>
  ask(`${keys}?colour=red`, { headers: { "user-agent": "curl/8" } }));
