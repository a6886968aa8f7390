import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { join, resolve } from "node:path";
import { install, installOffline, pack, withoutNetwork } from "../../testing/install/package-managers";
import { Sandbox } from "../../testing/sandbox/sandbox";
import { buildEmulatorPackage } from "../../tools/release/tarball";

jest.setTimeout(300_000);

const root = resolve(__dirname, "../..");
const seed = join(root, "emulator/examples/seeds/minimal.json");

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = new Sandbox();
  buildEmulatorPackage(root);
  await fillCache();
});
afterAll(() => sandbox.close());

test("an offline install cannot fetch the emulator, or any other package, by its name", async () => {
  const folder = await project({ "atlas-admin-api-emulator": "^0.1.0" });
  await expect(installOffline(sandbox, folder)).rejects.toThrow("ENOTCACHED");
});

(withoutNetwork.length > 0 ? test : test.skip)(
  "where this system has network namespaces, an offline install reaches no address, not even its own machine's",
  async () => {
    const [first = "", ...others] = withoutNetwork;
    const program = `require("node:net").connect(80, "127.0.0.1").on("error", ({ code }) => console.log(code));`;
    const { stdout } = await sandbox.run([first, ...others, process.execPath, "-e", program]);
    expect(stdout.trim()).toBe("ENETUNREACH");
  },
);

test("the emulator's tarball installs offline with commander and zod only, and its command serves curl --digest", async () => {
  const folder = await installed("atlas-admin-api-emulator", "emulator");
  expect(packagesIn(folder)).toEqual(["atlas-admin-api-emulator", "commander", "zod"]);
  expect(await curlDigest(folder, "atlas-admin-api-emulator")).toMatch(/"totalCount":1\} 200$/);
});

test("the emulator's tarball is a library with types", async () => {
  const folder = await installed("atlas-admin-api-emulator", "emulator");
  expect(await startedUrl(folder, "atlas-admin-api-emulator")).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const program = `import { startEmulator, type Seed } from "atlas-admin-api-emulator";
    const seed: Seed = { organizations: [{ id: "5f0000000000000000000001", name: "Acme" }] };
    export const url: Promise<string> = startEmulator({ seed }).then((emulator) => emulator.url);`;
  writeFileSync(join(folder, "program.ts"), program);
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const flags = ["--noEmit", "--strict", "--module", "node16", "--target", "es2022"];
  const types = ["--typeRoots", join(root, "node_modules/@types"), "--types", "node"];
  const { code, stdout } = await sandbox.run([process.execPath, tsc, ...flags, ...types, "program.ts"], {
    cwd: folder,
  });
  expect([code, stdout]).toEqual([0, ""]);
});

test("the root tarball installs offline and holds the emulator: its command and library run without the emulator's package", async () => {
  const folder = await installed("pulumi-atlas-access", ".");
  expect(packagesIn(folder)).not.toContain("atlas-admin-api-emulator");
  expect(await curlDigest(folder, "atlas-access", "emulator")).toMatch(/"totalCount":1\} 200$/);
  expect(await startedUrl(folder, "pulumi-atlas-access/emulator")).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

/** Puts the packages that the two tarballs depend on into npm's cache, and nothing of this repository. */
async function fillCache(): Promise<void> {
  const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  await install(sandbox, await project({ ...dependencies, ...peerDependencies }), "npm");
}

/** A new project with these dependencies, not installed yet. */
async function project(dependencies: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(sandbox.folder, "project-"));
  const manifest = { name: "project", private: true, dependencies };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  return folder;
}

/** A new project with the tarball of one folder of this repository as its only dependency, installed offline. */
async function installed(name: string, packed: string): Promise<string> {
  const folder = await project({});
  const tarball = await pack(sandbox, join(root, packed), folder);
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ name: "project", private: true, dependencies: { [name]: `file:${tarball}` } }),
  );
  await installOffline(sandbox, folder);
  return folder;
}

function packagesIn(folder: string): string[] {
  const names = readdirSync(join(folder, "node_modules"));
  return names.filter((name) => !name.startsWith(".")).sort();
}

/** Starts an installed command with a seed, and reads the organizations as a user does with curl. */
async function curlDigest(folder: string, name: string, ...args: string[]): Promise<string> {
  const file = join(folder, "node_modules/.bin", name);
  const command = sandbox.start([file, ...args, "--port", "0", "--seed", seed, "--quiet"], { cwd: folder });
  await command.printed(/listening on \S+\n/);
  const [, url = ""] = /listening on (\S+)/.exec(command.output) ?? [];
  const { stdout } = await sandbox.run([
    "curl",
    "--silent",
    "--digest",
    "--user",
    "abcdefgh:11111111-1111-4111-8111-111111111111",
    "--header",
    "Accept: application/vnd.atlas.2023-01-01+json",
    "--write-out",
    " %{http_code}",
    `${url}/api/atlas/v2/orgs`,
  ]);
  command.signal("SIGTERM");
  expect((await command.done).code).toBe(0);
  return stdout;
}

/** Starts an emulator in a process of its own, by the module's name, and returns its address. */
async function startedUrl(folder: string, module: string): Promise<string> {
  const program = `require("${module}").startEmulator().then(async (emulator) => {
    console.log(emulator.url);
    await emulator.close();
  });`;
  const { stdout, stderr } = await sandbox.run([process.execPath, "-e", program], { cwd: folder });
  return stdout.trim() || stderr;
}
