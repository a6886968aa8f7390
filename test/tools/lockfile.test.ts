import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type LockedPackages, missingEntries } from "../../tools/lockfile/optional-packages";

const root = join(__dirname, "../..");
const version = "1.2.3";

it("adds an optional package for another platform, with what its name and dependent tell", () => {
  const locked = {
    "node_modules/tool": {
      version,
      dev: true,
      engines: { node: ">=20" },
      optionalDependencies: { "@tool/linux-x64-gnu": version, "@tool/linux-arm64-musl": version },
    },
    "node_modules/@tool/linux-x64-gnu": { version, optional: true },
  };
  expect(missingEntries(locked)).toEqual({
    "node_modules/@tool/linux-arm64-musl": {
      version,
      cpu: ["arm64"],
      libc: ["musl"],
      os: ["linux"],
      dev: true,
      engines: { node: ">=20" },
      optional: true,
    },
  });
});

it("finds a package that stands in a node_modules further in or further up", () => {
  const locked = {
    "node_modules/a": { version },
    "node_modules/a/node_modules/b": {
      version,
      optionalDependencies: { "c-linux-x64": version, "d-linux-x64": version },
    },
    "node_modules/a/node_modules/c-linux-x64": { version },
    "node_modules/d-linux-x64": { version },
  };
  expect(missingEntries(locked)).toEqual({});
});

it.each([
  ["a range", { "fsevents-darwin-arm64": "^2.0.0" }, /a range/],
  ["a name without a platform", { fsevents: "2.0.0" }, /does not tell for which platform/],
])("says that it cannot complete %s", (_, optionalDependencies, message) => {
  expect(() => missingEntries({ "node_modules/a": { version, optionalDependencies } })).toThrow(message);
});

it("this project's lock file is complete: else run scripts/lockfile.ts, or npm ci refuses it", () => {
  const text = readFileSync(join(root, "package-lock.json"), "utf8");
  const { packages } = JSON.parse(text) as { packages: LockedPackages };
  expect(Object.keys(missingEntries(packages))).toEqual([]);
});

interface Entry {
  readonly integrity?: string;
  readonly dev?: true;
  readonly optional?: true;
  readonly os?: readonly string[];
  readonly link?: true;
  readonly hasInstallScript?: true;
}

/** Installed packages, without this package and its workspace. */
const locked = Object.entries(
  (JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as { packages: Record<string, Entry> })
    .packages,
).filter(([name, { link }]) => name.startsWith("node_modules/") && link !== true);

it("every package is locked with the hash of its contents, but for tools' own on other systems", () => {
  const without = locked.filter(([, { integrity }]) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? ""));
  // npm records the hash of what it downloads, and downloads these only on other platforms.
  const unexplained = without.filter(([, { dev, optional, os }]) => !dev || !optional || os === undefined);
  expect(unexplained).toEqual([]);
});

it("nothing of this package, and nothing that users install with it, runs a script on installation", () => {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const names = [
    "preinstall",
    "install",
    "postinstall",
    "prepare",
    "prepublish",
    "preprepare",
    "postprepare",
    "dependencies",
  ];
  expect(Object.keys(scripts).filter((name) => names.includes(name))).toEqual([]);
  const runtime = locked.filter(([, { dev }]) => !dev);
  expect(runtime.length).toBeGreaterThan(3);
  expect(runtime.filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([]);
});
