import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findEngine } from "../../testing/pulumi/find-engine";
import type { OfficialInstaller } from "../../testing/pulumi/official-installer";

const complete = ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

/** No installer is reachable and no Go is on PATH, unless a test provides them. */
const unreachable: OfficialInstaller = {
  isReachable: () => Promise.resolve(false),
  install: () => Promise.reject(new Error("must not be called")),
  version: () => Promise.resolve("3.240.0"),
};

let root: string;
let lines: string[];
let env: NodeJS.ProcessEnv;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "find-engine-"));
  lines = [];
  env = { HOME: join(root, "home"), PATH: join(root, "path") };
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const cacheFolder = () => join(root, "home", ".cache", "pulumi-atlas-access", "engine");
const find = (installer = unreachable) => findEngine({ env, installer, report: (line) => lines.push(line) });

/** Small scripts in place of an engine's files; `pulumi` prints the version. */
function fakeEngine(folder: string, version: string, names: readonly string[] = complete): string {
  mkdirSync(folder, { recursive: true });
  for (const name of names) script(join(folder, name), `echo ${name === "pulumi" ? version : name}`);
  return folder;
}

function script(file: string, text: string): void {
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
}

it("selects the pulumi on PATH when it is new enough", async () => {
  const folder = fakeEngine(join(root, "path"), "v3.240.1");
  expect(await find()).toEqual({ binFolder: folder, version: "3.240.1" });
  expect(lines).toEqual([`pulumi on PATH: found 3.240.1 in ${folder}`]);
});

it("skips a pulumi on PATH that is too old, and reports it", async () => {
  fakeEngine(join(root, "path"), "v3.100.0");
  const folder = fakeEngine(join(root, "home/.pulumi/versions/3.230.0/bin"), "v3.230.0");
  expect((await find()).binFolder).toBe(folder);
  expect(lines[0]).toBe(
    `pulumi on PATH: ${join(root, "path/pulumi")} passed over: 3.100.0 is too old, 3.227.0 or later is needed`,
  );
});

it("skips a pulumi without a Node language host in its folder", async () => {
  fakeEngine(join(root, "path"), "v3.240.0", ["pulumi", "pulumi-resource-pulumi-nodejs"]);
  await expect(find()).rejects.toThrow(/Install the Pulumi CLI/);
  expect(lines[0]).toMatch(/passed over: 3\.240\.0, but there is no pulumi-language-nodejs beside it$/);
});

it("skips a pulumi that does not start or prints no version", async () => {
  mkdirSync(join(root, "path"));
  script(join(root, "path", "pulumi"), "exit 3");
  env.PATH = `${join(root, "path")}:${fakeEngine(join(root, "other"), "what")}`;
  await expect(find()).rejects.toThrow(/Install the Pulumi CLI/);
  expect(lines[0]).toMatch(/`pulumi version` failed there \(3\); .*does not print a version but "what"$/);
});

it("selects the newest usable engine of the versions folder", async () => {
  env.PULUMI_HOME = join(root, "engines");
  for (const version of ["3.230.0", "3.241.2", "3.99.0"]) {
    fakeEngine(join(root, "engines/versions", version, "bin"), version);
  }
  fakeEngine(join(root, "engines/versions/3.245.0/bin"), "3.245.0", ["pulumi"]);
  expect((await find()).version).toBe("3.241.2");
});

it("finds an engine in the cache, but not an incomplete one or one of another platform", async () => {
  const here = `${process.platform}-${process.arch}`;
  fakeEngine(join(cacheFolder(), `3.250.0-${here}.partial-1a2b3c4d`, "bin"), "3.250.0");
  fakeEngine(join(cacheFolder(), "3.249.0-darwin-mips", "bin"), "3.249.0");
  const folder = fakeEngine(join(cacheFolder(), `3.232.0-${here}`, "bin"), "3.232.0");
  expect((await find()).binFolder).toBe(folder);
});

it("stores its cache in XDG_CACHE_HOME", async () => {
  env.XDG_CACHE_HOME = join(root, "xdg");
  const name = `3.232.0-${process.platform}-${process.arch}`;
  fakeEngine(join(root, "xdg/pulumi-atlas-access/engine", name, "bin"), "3.232.0");
  expect((await find()).version).toBe("3.232.0");
});

it("installs with the official installer when that can be reached, and finds the result the next time", async () => {
  let installs = 0;
  const install = async (folder: string) => {
    installs++;
    fakeEngine(join(folder, "bin"), "3.240.0");
  };
  const installer = { ...unreachable, isReachable: () => Promise.resolve(true), install };
  const first = await find(installer);
  expect(first.version).toBe("3.240.0");
  expect(await find(installer)).toEqual(first);
  expect(installs).toBe(1);
});

it("installs once when two start at the same time", async () => {
  let installs = 0;
  const install = async (folder: string) => {
    installs++;
    // Only after the other process has seen that this one builds.
    while (!lines.some((line) => line.includes("waiting for it"))) await sleep(5);
    fakeEngine(join(folder, "bin"), "3.240.0");
  };
  const installer = { ...unreachable, isReachable: () => Promise.resolve(true), install };
  const [one, two] = await Promise.all([find(installer), find(installer)]);
  expect(one).toEqual(two);
  expect(installs).toBe(1);
  expect(lines.some((line) => /is already making 3\.240\.0, waiting for it/.test(line))).toBe(true);
  expect(readdirSync(cacheFolder())).toHaveLength(1);
});

it("takes over the lock of a builder that has ended, and removes its files", async () => {
  const target = join(cacheFolder(), `3.240.0-${process.platform}-${process.arch}`);
  mkdirSync(`${target}.partial-dead`, { recursive: true });
  const { hostname } = await import("node:os");
  // No process has this number: Linux gives out at most 4194304.
  writeFileSync(`${target}.lock`, JSON.stringify({ pid: 99_999_999, host: hostname() }));
  const install = async (folder: string) => void fakeEngine(join(folder, "bin"), "3.240.0");
  await find({ ...unreachable, isReachable: () => Promise.resolve(true), install });
  expect(readdirSync(cacheFolder())).toEqual([target.slice(cacheFolder().length + 1)]);
});

it("uses the Go module proxy when the installer fails, and leaves nothing incomplete", async () => {
  const install = () => Promise.reject(new Error("lots of output\ncurl: (22) 404"));
  await expect(find({ ...unreachable, isReachable: () => Promise.resolve(true), install })).rejects.toThrow(
    /Install the Pulumi CLI/,
  );
  expect(lines).toContain("official installer: the installer failed: curl: (22) 404");
  expect(lines.at(-1)).toBe("Go module proxy: there is no go on PATH");
  expect(readdirSync(cacheFolder())).toEqual([]);
});

it("builds from source with the go on PATH, untouched by the user's own Go settings", async () => {
  mkdirSync(join(root, "path"));
  const seen = join(root, "seen");
  script(
    join(root, "path", "go"),
    `if [ "$1" = env ]; then printf 'go1.25.0\\nlocal\\n'; exit; fi
echo "$CGO_ENABLED|$GOFLAGS|$GOWORK|$GOTOOLCHAIN|$GOARCH" >> ${seen}
while [ "$1" != -o ]; do shift; done
printf '#!/bin/sh\\necho v3.232.0\\n' > "$2"; /bin/chmod 755 "$2"`,
  );
  Object.assign(env, {
    GOFLAGS: "-mod=vendor",
    GOWORK: "/elsewhere/go.work",
    GOARCH: "mips",
    CGO_ENABLED: "1",
  });
  const engine = await find();
  expect(engine.version).toBe("3.232.0");
  expect(complete.every((name) => existsSync(join(engine.binFolder, name)))).toBe(true);
  expect(readFileSync(seen, "utf8")).toBe("0||off|auto|\n0||off|auto|\n");
});

it("shows go's own words when a build fails", async () => {
  mkdirSync(join(root, "path"));
  script(
    join(root, "path", "go"),
    "if [ \"$1\" = env ]; then printf 'go1.26.8\\nauto\\n'; exit; fi\necho 'go: module lookup disabled by GOPROXY=off' >&2; exit 1",
  );
  await expect(find()).rejects.toThrow(/Install the Pulumi CLI/);
  expect(lines.at(-1)).toBe("Go module proxy: go build failed: go: module lookup disabled by GOPROXY=off");
});

it("refuses a Go that is too old to fetch a newer one", async () => {
  mkdirSync(join(root, "path"));
  script(join(root, "path", "go"), "printf 'go1.19.8\\n\\n'");
  await expect(find()).rejects.toThrow(/Install the Pulumi CLI/);
  expect(lines.at(-1)).toBe("Go module proxy: go1.19.8 on PATH is too old, Go 1.25 or later is needed");
});

it("prints one line for each location that was tried, and at the end what to install", async () => {
  await expect(find()).rejects.toThrow(
    /Install the Pulumi CLI 3\.227\.0 or later \(.*\), or Go 1\.25 or later/,
  );
  expect(lines).toEqual([
    "pulumi on PATH: not there",
    `versions folder ${join(root, "home/.pulumi/versions")}: no engine in it`,
    `cache ${cacheFolder()}: no engine in it`,
    "official installer: not reachable from here",
    "Go module proxy: there is no go on PATH",
  ]);
});
