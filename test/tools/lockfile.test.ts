import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type LockedPackages, missingEntries } from "../../tools/lockfile/optional-packages";

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

it("this project's lock file is complete: else run tools/lockfile/main.ts, or npm ci refuses it", () => {
  const text = readFileSync(join(__dirname, "../../package-lock.json"), "utf8");
  const { packages } = JSON.parse(text) as { packages: LockedPackages };
  expect(Object.keys(missingEntries(packages))).toEqual([]);
});
