import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DigestClient, sendUnsigned } from "../../testing/emulator/raw-client";
import { clientId, clientSecret, org } from "../../testing/emulator/two-organizations";

jest.setTimeout(30_000);

const root = join(__dirname, "../..");
const command = ["--import", "tsx", join(root, "cli/main.ts"), "emulator"];

let folder = "";
const children: ChildProcess[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "atlas-command-"));
});
afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

/** Starts the command; resolves with its output until it was ready, or with its exit. */
function start(...flags: string[]) {
  const child = spawn(process.execPath, [...command, ...flags], { cwd: root });
  children.push(child);
  let out = "";
  let err = "";
  child.stderr.on("data", (chunk) => {
    err += String(chunk);
  });
  const exit = new Promise<number | null>((resolve) => child.on("exit", resolve));
  const ready = new Promise<void>((resolve) => {
    child.stdout.on("data", (chunk) => {
      out += String(chunk);
      if (out.includes("listening on")) setTimeout(resolve, 30);
    });
    void exit.then(() => resolve());
  });
  return ready.then(() => ({
    child,
    exit,
    out: () => out,
    err: () => err,
    url: /http:\S+/.exec(out)?.[0] ?? "",
  }));
}

/** The seed that the documentation shows. */
const documentedSeed = {
  organizations: [
    {
      id: org,
      name: "Acme",
      paying: true,
      settings: { apiAccessListRequired: false },
      users: [{ id: "5f00000000000000000000aa", username: "owner@example.com", roles: ["ORG_OWNER"] }],
      projects: [{ id: "5f0000000000000000000010", name: "shop" }],
      apiKeys: [
        {
          id: "5f00000000000000000000b1",
          publicKey: "abcdefgh",
          privateKey: "11111111-1111-4111-8111-111111111111",
          desc: "owner",
          roles: [
            { orgId: org, roleName: "ORG_OWNER" },
            { groupId: "5f0000000000000000000010", roleName: "GROUP_OWNER" },
          ],
          accessList: ["192.0.2.0/24"],
        },
      ],
      serviceAccounts: [{ clientId, clientSecret, name: "ci", description: "ci", roles: ["ORG_OWNER"] }],
    },
  ],
};

const hasCurl = spawnSync("curl", ["--version"]).status === 0;
const withCurl = hasCurl || process.env.CI === "true" ? test : test.skip;

withCurl("curl --digest succeeds with the documented seed, and --quiet prints one line", async () => {
  const seed = join(folder, "seed.json");
  await writeFile(seed, JSON.stringify(documentedSeed));
  const { child, exit, url, out } = await start("--port", "0", "--seed", seed, "--quiet");
  const curl = (user: string, path: string) =>
    new Promise<string>((resolve) => {
      const accept = "Accept: application/vnd.atlas.2023-01-01+json";
      const flags = [
        "-s",
        "--digest",
        "-u",
        user,
        "-H",
        accept,
        "-w",
        " %{http_code}",
        `${url}/api/atlas/v2${path}`,
      ];
      execFile("curl", flags, (_, stdout) => resolve(stdout));
    });
  const good = "abcdefgh:11111111-1111-4111-8111-111111111111";
  expect(await curl(good, "/orgs")).toMatch(/"totalCount":1\} 200$/);
  expect(await curl("abcdefgh:11111111-1111-4111-8111-111111111112", "/orgs")).toMatch(/ 401$/);
  expect(out()).toBe(`atlas emulator listening on ${url}\n`);
  child.kill("SIGTERM");
  expect(await exit).toBe(0);
});

test("without a seed the variables for clients are printed, and SIGINT stops with exit code 0", async () => {
  const { child, exit, out, err, url } = await start("--port", "0");
  const secret = /MONGODB_ATLAS_PRIVATE_API_KEY=(\S+)/.exec(out())?.[1];
  expect(out()).toContain(`export MONGODB_ATLAS_BASE_URL=${url}`);
  expect(secret).toMatch(/^[0-9a-f-]{36}$/);
  for (const words of ["MONGODB_ATLAS_CLIENT_ID=", "MONGODB_ATLAS_OPS_MANAGER_URL=", "curl --digest"]) {
    expect(out()).toContain(words);
  }
  expect(err()).toBe("");
  expect((await sendUnsigned("GET", `${url}/_emulator/health`)).status).toBe(200);
  child.kill("SIGINT");
  expect(await exit).toBe(0);
});

test("--latency, --rate-limits and --host take effect, and an address that is not loopback prints a warning", async () => {
  const flags = ["--latency", "30", "--rate-limits", "real", "--host", "0.0.0.0"];
  const { out, err, url } = await start("--port", "0", ...flags);
  const [publicKey = "", secret = "", orgId = ""] = ["PUBLIC_API_KEY", "PRIVATE_API_KEY", "ORG_ID"].map(
    (name) => new RegExp(`MONGODB_ATLAS_${name}=(\\S+)`).exec(out())?.[1],
  );
  const owner = new DigestClient(url.replace("0.0.0.0", "127.0.0.1"), publicKey, secret);
  const started = performance.now();
  const statuses: number[] = [];
  for (let i = 0; i < 11; i++) statuses.push((await owner.patch(`/orgs/${orgId}/settings`, {})).status);
  expect(statuses).toEqual([...Array(10).fill(200), 429]);
  expect(performance.now() - started).toBeGreaterThan(12 * 29);
  expect(err()).toBe("atlas-access: 0.0.0.0 is not loopback: other machines can reach this emulator\n");
});

test("errors print one line and stop with exit code 1", async () => {
  const seed = join(folder, "bad.json");
  await writeFile(seed, JSON.stringify({ organizations: [{ id: "x", name: "n" }] }));
  const broken = join(folder, "broken.json");
  await writeFile(broken, '{\n  "organizations": [\n    oops\n  ]\n}\n');
  const state = join(folder, "bad-state.json");
  await writeFile(state, JSON.stringify({ organizations: [{ id: org, name: "n", colour: 1 }] }));
  const taken = createServer();
  const port = await new Promise<number>((resolve) => {
    taken.listen(0, "127.0.0.1", () => resolve((taken.address() as { port: number }).port));
  });
  const cases: [string[], RegExp][] = [
    [["--port", String(port)], /is in use/],
    [["--port", "0", "--seed", seed], /bad\.json: organizations\[0\]\.id: 24 lower-case hexadecimal digits$/],
    [["--port", "0", "--seed", broken], /broken\.json: not valid JSON \(.*\)$/],
    [["--seed", folder], /cannot read the seed .*EISDIR/],
    [["--seed", join(folder, "missing.json")], /cannot read the seed .*ENOENT/],
    [
      ["--port", "0", "--seed", seed, "--state", state],
      /: \S*bad-state\.json: organizations\[0\]: Unrecognized key: "colour"$/,
    ],
    [
      ["--port", "0", "--state", join(folder, "missing", "state.json")],
      /cannot keep the state in \S*state\.json \(ENOENT\): name a file that can be written$/,
    ],
    [["--seed", ""], /--seed <file>.*Expected the name of a file\.$/],
    [["--state", " "], /--state <file>.*Expected the name of a file\.$/],
    [["--host", ""], /--host <address>.*Expected an address\.$/],
    [["--port", "0", "--host", "192.0.2.1"], /cannot listen on 192\.0\.2\.1:0 \(EADDRNOTAVAIL\): choose/],
    [["--port", "x"], /--port.*whole number/],
    [["--rate-limits", "some"], /Allowed choices are real, off/],
    [["--colour"], /unknown option '--colour'/],
  ];
  await Promise.all(
    cases.map(async ([flags, message]) => {
      const run = await start(...flags);
      expect(await run.exit).toBe(1);
      expect(run.err().trim()).toMatch(message);
      expect(run.err().trim()).not.toContain("\n");
      expect(run.out()).toBe("");
    }),
  );
  taken.close();
  expect(await readFile(state, "utf8")).toContain("colour");
}, 90_000);

test("if the state cannot be written, one line is printed, changes stay in memory, and a later change writes all", async () => {
  const seed = join(folder, "vanish-seed.json");
  const vanishing = await mkdtemp(join(folder, "vanishing-"));
  const state = join(vanishing, "state.json");
  await writeFile(seed, JSON.stringify(documentedSeed));
  const { child, exit, err, url } = await start("--port", "0", "--seed", seed, "--state", state, "--quiet");
  const owner = new DigestClient(url, "abcdefgh", "11111111-1111-4111-8111-111111111111");
  const make = (desc: string) => owner.post(`/orgs/${org}/apiKeys`, { desc, roles: ["ORG_MEMBER"] });
  await rm(vanishing, { recursive: true });
  expect((await make("unwritten")).json.errorCode).toBe("UNEXPECTED_ERROR");
  expect(err()).toMatch(/^atlas emulator: cannot write the state file \S*state\.json \(ENOENT\): [^\n]*\n$/);
  await mkdir(vanishing);
  expect((await make("written")).status).toBe(200);
  expect(await readFile(state, "utf8")).toMatch(/"unwritten"[\s\S]*"written"/);
  child.kill("SIGTERM");
  expect(await exit).toBe(0);
});

test("kill -9 loses no change that was responded to", async () => {
  const seed = join(folder, "kill-seed.json");
  const state = join(folder, "kill-state.json");
  await writeFile(seed, JSON.stringify(documentedSeed));
  const flags = ["--port", "0", "--seed", seed, "--state", state, "--quiet"];
  const first = await start(...flags);
  const owner = new DigestClient(first.url, "abcdefgh", "11111111-1111-4111-8111-111111111111");
  const answered: string[] = [];
  const work = Array.from({ length: 200 }, async (_, i) => {
    const { json } = await owner.post(`/orgs/${org}/apiKeys`, { desc: `key ${i}`, roles: ["ORG_MEMBER"] });
    answered.push(json.id);
    if (answered.length === 20) first.child.kill("SIGKILL");
  });
  await Promise.allSettled(work);
  await first.exit;
  const second = await start(...flags);
  const kept = (await sendUnsigned("GET", `${second.url}/_emulator/state`)).text;
  expect(answered.length).toBeGreaterThanOrEqual(20);
  for (const id of answered) expect(kept).toContain(id);
  second.child.kill("SIGTERM");
  expect(await second.exit).toBe(0);
}, 30_000);
