import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sendUnsigned } from "../../testing/emulator/raw-client";
import { emulate, keyId, org } from "../../testing/emulator/two-organizations";

const seedOf = (more: object) => ({ organizations: [{ id: org, name: "Acme", ...more }] });

test.each([
  [
    "PUT",
    "state",
    seedOf({ product: "mars" }),
    'organizations[0].product: Invalid option: expected one of "atlas"',
  ],
  ["PUT", "state", seedOf({ colour: 1 }), 'organizations[0]: Unrecognized key: "colour"'],
  ["PUT", "state", { organizations: [{ id: org }] }, "organizations[0].name: Invalid input: expected string"],
  ["PUT", "state", 7, "the document: Invalid input: expected object"],
  ["PUT", "faults", {}, "the document: Invalid input: expected array"],
  [
    "PUT",
    "faults",
    [{ operation: "*", kind: "explode" }],
    "[0].kind: Invalid discriminator value. Expected 'status'",
  ],
  ["PUT", "faults", [{ operation: "*", kind: "delay" }], "[0].ms: Invalid input: expected number"],
  ["PUT", "faults", [{ operation: "none", kind: "html" }], '[0].operation: there is no operation "none"'],
  ["POST", "clock", { advanceS: -1 }, "advanceS: Too small: expected number to be >=0"],
])(
  "%s %s with an invalid document is 400, with the path and the expected value",
  async (method, name, body, error) => {
    const { url, store } = await emulate();
    const before = store.state();
    const response = await sendUnsigned(method, `${url}/_emulator/${name}`, { body });
    expect([response.status, response.json.error]).toEqual([400, expect.stringContaining(error)]);
    expect(response.json.error).not.toContain("\n");
    expect(store.state()).toEqual(before);
  },
);

test("a truncated document is 400, and the state file stays unchanged", async () => {
  const folder = await mkdtemp(join(tmpdir(), "atlas-bad-input-"));
  const stateFile = join(folder, "state.json");
  const { url, store } = await emulate({ stateFile });
  const before = await readFile(stateFile, "utf8");
  for (const raw of ['{"organizations":[', "", JSON.stringify(seedOf({ paying: "yes" }))]) {
    expect((await sendUnsigned("PUT", `${url}/_emulator/state`, { raw })).status).toBe(400);
  }
  expect(await readFile(stateFile, "utf8")).toBe(before);
  expect(store.apiKey(keyId)).toBeDefined();
  await rm(folder, { recursive: true });
});
