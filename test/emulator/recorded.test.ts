import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Emulator, type Seed, type SeedApiKey, startEmulator } from "../../emulator";
import { DigestClient, type RawResponse } from "../../testing/emulator/raw-client";

const folder = join(__dirname, "../../../shared/atlas/recorded");
const org = "a0123456789abcdef012345a";
const project = "b0123456789abcdef012345b";
const privateKey = "99999999-9999-4999-8999-999999999999";

interface Recording {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly headers: Map<string, string>;
  readonly body: string;
}

function read(file: string): Recording {
  const [head = "", body = ""] = readFileSync(join(folder, file), "utf8").split(/\r?\n\r?\n/);
  const [statusLine = "", ...lines] = head.split(/\r?\n/);
  const headers = new Map(
    lines.map((line) => [line.split(": ")[0] ?? "", line.slice(line.indexOf(": ") + 2)]),
  );
  const [, method = "", rest = ""] = /__(GET|POST|PATCH|DELETE)_(.*)\.http$/.exec(file) ?? [];
  // File names have underscores in place of slashes; the paths contain no underscores.
  return {
    method,
    path: `/${rest.replaceAll("_", "/")}`,
    status: Number(statusLine.split(" ")[1]),
    headers,
    body: body.trim(),
  };
}

/** Request bodies are not recorded; these lead to the recorded responses. */
function bodyFor({ method, path, body }: Recording): unknown {
  if (method !== "POST" && method !== "PATCH") return undefined;
  const { desc, roles } = JSON.parse(body) as {
    desc: string;
    roles: { groupId?: string; roleName: string }[];
  };
  const isProject = path.includes("/groups/");
  const names = roles
    .filter(({ groupId }) => (groupId !== undefined) === isProject)
    .map(({ roleName }) => roleName);
  return isProject && method === "PATCH" ? { roles: names } : { desc, roles: names };
}

/** The data before the recorded request: its keys without the created one. */
function seedFor(recording: Recording): Seed {
  const parsed = recording.body === "" ? {} : JSON.parse(recording.body);
  const keys: (SeedApiKey & { privateKey: string })[] =
    parsed.results ?? (parsed.id && recording.method !== "POST" ? [parsed] : []);
  const ids = new Set<string>(
    JSON.stringify(parsed)
      .match(/"groupId":"[^"]+"/g)
      ?.map((text) => text.slice(11, -1)),
  );
  const id = /apiKeys\/([a-f0-9]{24})$/.exec(recording.path)?.[1];
  const deleted = { desc: "to go", roles: [{ groupId: project, roleName: "GROUP_READ_ONLY" }] };
  const caller = {
    publicKey: "zzzzzzzz",
    privateKey,
    desc: "caller",
    roles: [{ orgId: org, roleName: "ORG_OWNER" }],
  };
  return {
    organizations: [
      {
        id: org,
        name: "Recorded",
        projects: [...new Set([...ids, project])].map((projectId) => ({ id: projectId, name: projectId })),
        apiKeys: [
          ...keys.map(({ id, publicKey, desc, roles, privateKey: redacted }) => {
            const unredacted = redacted.replace("********-****-****", "12345678-1234-4234-8234").slice(0, 36);
            return {
              id,
              publicKey,
              desc,
              roles: roles ?? [],
              privateKey: `12345678-1234-4234-8234-${unredacted.slice(-12)}`,
            };
          }),
          ...(recording.method === "DELETE" && id !== undefined ? [{ id, ...deleted }] : []),
          caller,
        ],
      },
    ],
  };
}

const hopByHop = new Set(["Date", "Connection", "Keep-Alive", "Transfer-Encoding"]);
/** Compared by presence only: they depend on time, build, or the length of ids and hosts. */
const byPresence = new Set([
  "Ratelimit-Remaining",
  "X-Envoy-Upstream-Service-Time",
  "X-Java-Version",
  "X-Mongodb-Service-Version",
  "Content-Length",
]);

function comparableHeaders(pairs: Iterable<[string, string]>): Record<string, string> {
  return Object.fromEntries(
    [...pairs]
      .filter(([name]) => !hopByHop.has(name))
      .map(([name, value]) => [name, byPresence.has(name) ? "present" : value]),
  );
}

function rawPairs({ rawHeaders }: RawResponse): [string, string][] {
  return rawHeaders.flatMap((name, i) =>
    i % 2 === 0 ? [[name, rawHeaders[i + 1] ?? ""] as [string, string]] : [],
  );
}

/** The body without the parts that differ between runs: hosts, the order of roles and, for a new key, its id and keys. */
function comparableBody(text: string, isNew: boolean): unknown {
  if (text === "") return "";
  const sortRoles = (key: string, value: unknown) =>
    key === "roles" && Array.isArray(value) ? value.map((role) => JSON.stringify(role)).sort() : value;
  const plain = text.replace(/http:\/\/[^/"]+/g, "http://host");
  const parsed = JSON.parse(plain, sortRoles);
  if (parsed.results) {
    parsed.results = parsed.results.filter(
      ({ publicKey }: { publicKey: string }) => publicKey !== "zzzzzzzz",
    );
    parsed.totalCount = parsed.results.length;
  }
  if (!isNew) return parsed;
  const { id, privateKey: secret, publicKey, links, ...rest } = parsed;
  return {
    ...rest,
    rels: links.map(({ href, rel }: { href: string; rel: string }) => [href.replace(id, "ID"), rel]),
  };
}

const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".http")) : [];
let emulator: Emulator | undefined;
afterEach(() => emulator?.close());

if (files.length > 0) {
  test.each(files)("responses equal %s", async (file) => {
    const recording = read(file);
    emulator = await startEmulator({ seed: seedFor(recording) });
    const body = bodyFor(recording);
    const client = new DigestClient(emulator.url, "zzzzzzzz", privateKey);
    const response = await client.send(recording.method, recording.path, body === undefined ? {} : { body });
    expect(response.status).toBe(recording.status);
    expect(comparableHeaders(rawPairs(response))).toEqual(comparableHeaders(recording.headers));
    const isNew = recording.method === "POST";
    expect(comparableBody(response.text, isNew)).toEqual(comparableBody(recording.body, isNew));
    // The keys of every object in the recorded order, too.
    const names = (text: string) => [...new Set(text.match(/"\w+":/g))];
    expect(names(response.text)).toEqual(expect.arrayContaining(names(recording.body)));
  });
} else if (process.env.CI === "true") {
  test("recorded responses are available", () => {
    throw new Error(`${folder} is missing`);
  });
} else {
  test.skip(`no recorded responses to compare with: ${folder} is missing`, () => undefined);
}
