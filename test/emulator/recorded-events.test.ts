import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Emulator, type Seed, type SeedEvent, startEmulator } from "../../emulator";
import { DigestClient, type RawResponse } from "../../testing/emulator/raw-client";

const folder = join(__dirname, "../../../shared/atlas/recorded-events");
const org = "a0123456789abcdef012345a";
const project = "b0123456789abcdef012345b";
const caller = { publicKey: "zzzzzzzz", privateKey: "99999999-9999-4999-8999-999999999999" };
/** The service's clock at the time of the recording. */
const recordedMs = Date.UTC(2026, 7, 10, 3, 6, 50);

interface Recording {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

function read(file: string): Recording {
  const [head = "", text = ""] = readFileSync(join(folder, file), "utf8").split(/\r?\n\r?\n/);
  const lines = head.split(/\r?\n/).slice(1);
  const headers = Object.fromEntries(lines.map((line) => line.split(/: (.*)/).slice(0, 2)));
  const { links } = JSON.parse(text) as { links: { href: string }[] };
  // The query is in the feed's self link: without a count, and for one feed with a minimum date.
  return { path: links[0]?.href.replace(/^http:\/\/[^/]+/, "") ?? "", headers, text: text.trim() };
}

/** A seed with the events of the recording, oldest first. */
function seedOf({ text }: Recording): Seed {
  const { results } = JSON.parse(text) as { results: SeedEvent[] };
  const roles = [{ orgId: org, roleName: "ORG_OWNER" }];
  return {
    organizations: [
      {
        id: org,
        name: "Recorded",
        projects: [{ id: project, name: "e2e" }],
        apiKeys: [{ ...caller, roles }],
      },
    ],
    events: [...results].reverse(),
  };
}

/** Headers that depend on time, build or connection. */
const varying = new Set(["Date", "Connection", "Keep-Alive", "Content-Length", "X-Mongodb-Service-Version"]);
const byPresence = new Set(["X-Envoy-Upstream-Service-Time", "X-Java-Version"]);

function comparable(pairs: readonly (readonly [string, string])[]) {
  return Object.fromEntries(
    pairs
      .filter(([name]) => !varying.has(name))
      .map(([name, value]) => [name, byPresence.has(name) ? "there" : value]),
  );
}

function pairsOf({ rawHeaders }: RawResponse): [string, string][] {
  return rawHeaders.flatMap((name, i): [string, string][] =>
    i % 2 === 0 ? [[name, rawHeaders[i + 1] ?? ""]] : [],
  );
}

const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".http")) : [];
let emulator: Emulator | undefined;
afterEach(() => emulator?.close());

if (files.length > 0) {
  test.each(files)("responses equal %s byte for byte, except the host", async (file) => {
    const recording = read(file);
    emulator = await startEmulator({ seed: seedOf(recording), now: () => recordedMs });
    const client = new DigestClient(emulator.url, caller.publicKey, caller.privateKey);
    const response = await client.send("GET", recording.path);
    expect(response.status).toBe(200);
    expect(comparable(pairsOf(response))).toEqual(comparable(Object.entries(recording.headers)));
    const withHost = (text: string) => text.replace(/http:\/\/[^/"]+/g, "http://host");
    expect(withHost(response.text)).toBe(withHost(recording.text));
  });
} else if (process.env.CI === "true") {
  test("recorded feeds are available", () => {
    throw new Error(`${folder} is missing`);
  });
} else {
  test.skip(`no recorded feeds to compare with: ${folder} is missing`, () => undefined);
}
