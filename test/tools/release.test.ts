import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { audit, changelog, cleanTree, licence, provenance } from "../../tools/release/checks";
import { entryPoints } from "../../tools/release/entry-points";
import { holds, stops, table, unknown, waits } from "../../tools/release/finding";
import { address, repositoryFiles, tag } from "../../tools/release/repository";
import { comparePackages, runtimePackages } from "../../tools/release/runtime-packages";

const root = resolve(__dirname, "../..");
const manifest = { version: "1.2.0", license: "Apache-2.0" };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "release-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

test("changed files stop a release", () => {
  expect(cleanTree("").state).toBe("holds");
  expect(cleanTree(" M README.md\n?? new.ts\n")).toEqual(stops("2 changed files. Commit them."));
});

test.each([
  ["## 1.2.0 (2026-11-24)", "holds"],
  ["## 1.2.0 (unreleased)", "waits"],
  ["## 1.1.0 (2026-01-01)", "stops"],
  ["nothing yet", "stops"],
])("a changelog that begins with %j: %s", (top, state) => {
  expect(changelog(`# Changelog\n\n${top}\n\n- a change\n\n## 1.0.0 (2025-01-01)\n`, manifest).state).toBe(
    state,
  );
});

test("an audit counts, and a registry without one is no failure", () => {
  const report = (counts: object) => JSON.stringify({ metadata: { vulnerabilities: counts } });
  expect(audit(report({ total: 0 })).state).toBe("holds");
  expect(audit(report({ total: 2, low: 2 })).state).toBe("holds");
  expect(audit(report({ total: 2, high: 1 })).state).toBe("stops");
  expect(audit('{"statusCode":405}').state).toBe("unknown");
  expect(audit("").state).toBe("unknown");
});

test("every package that users install with this one is listed with its licence and size", () => {
  expect(comparePackages(root, runtimePackages(root))).toMatchObject({ state: "holds" });
});

test("a package that is not listed, a changed licence and a package that grew stop a release", () => {
  const listed = { old: { licence: "MIT", sizeKb: 10 }, free: { licence: "MIT", sizeKb: 10 } };
  put("tools/release/runtime-packages.json", JSON.stringify(listed));
  const now = {
    free: { licence: "BUSL-1.1", sizeKb: 16 },
    fresh: { licence: "MIT", sizeKb: 1 },
  };
  expect(comparePackages(folder, now).detail.split("\n").slice(1, -1)).toEqual([
    "free: licence BUSL-1.1, listed as MIT",
    "free: 16 kB, listed with 10",
    "fresh: not listed (MIT, 1 kB)",
    "old: listed, but not needed",
  ]);
});

test("dependencies of dependencies count, where Node finds them", () => {
  put("package.json", '{"dependencies":{"a":"1"},"devDependencies":{"d":"1"}}');
  put("node_modules/a/package.json", '{"license":"MIT","dependencies":{"b":"1"}}');
  put("node_modules/b/package.json", '{"license":"ISC"}');
  expect(runtimePackages(folder)).toMatchObject({ a: { licence: "MIT" }, b: { licence: "ISC" } });
  expect(Object.keys(runtimePackages(folder))).toEqual(["a", "b"]);
});

test("provenance needs the setting and a workflow that may ask for a token", () => {
  expect(provenance(folder, manifest).detail).toBe(
    "missing: publishConfig.provenance in package.json, " +
      "a workflow with `npm publish` and `id-token: write`",
  );
  put(".github/workflows/release.yml", "permissions:\n  id-token: write\nsteps:\n  - run: npm publish\n");
  const ready = { ...manifest, publishConfig: { provenance: true } };
  expect(provenance(folder, ready).state).toBe("holds");
});

test("the licence file is the licence that package.json names", () => {
  const text = "                 Apache License\n           Version 2.0, January 2004\n";
  expect(licence(text, manifest).state).toBe("holds");
  expect(licence(text, { ...manifest, license: "MIT" }).state).toBe("stops");
  expect(licence(undefined, manifest).state).toBe("stops");
});

test("without an address, a release waits for it, and the fields are named", () => {
  const owners = "*  @OWNER/maintainers";
  expect(address({ "package.json": manifest }, owners)).toEqual(
    waits(
      "the repository has no address yet. Set, when it has: repository, homepage, bugs in package.json; OWNER in .github/CODEOWNERS.",
    ),
  );
  const all = {
    ...manifest,
    repository: "acme/access",
    homepage: "https://example.com",
    bugs: "https://example.com",
  };
  expect(address({ "package.json": all }, owners).detail).toMatch(/Set, when it has: OWNER in/);
  expect(address({ "package.json": all }, "*  @acme/maintainers").state).toBe("holds");
});

test("the files around the code are there, and a missing one stops a release", () => {
  expect(repositoryFiles(root).state).toBe("holds");
  put("SECURITY.md", "");
  expect(repositoryFiles(folder).detail).toMatch(/^missing: CONTRIBUTING.md, /);
});

test("a tag must name the version", () => {
  expect(tag("v1.2.0", { "package.json": manifest }).state).toBe("holds");
  expect(tag("v1.2.1", { "package.json": manifest })).toEqual(
    stops(
      `the tag is "v1.2.1", the version in package.json is 1.2.0. Tag the commit in which all packages have one version.`,
    ),
  );
});

test("the table names each thing, and an unknown one does not stop a release", () => {
  const findings = { one: holds("fine"), another: unknown("not reachable") };
  expect(table(findings)).toEqual({
    text: "one      holds    fine\nanother  unknown  not reachable\n\nNothing stops a release.",
    ready: true,
  });
  const waiting = table({ ...findings, address: waits("none yet") });
  expect(waiting.ready).toBe(false);
  expect(waiting.text).toMatch(/Nothing is missing. A release waits for: address\.$/);
  const stopped = table({ ...findings, third: stops("a\nb"), address: waits("none yet") });
  expect(stopped.ready).toBe(false);
  expect(stopped.text).toContain("third    stops    a\n                  b");
  expect(stopped.text).toMatch(/This cannot be released: third\.$/);
});

test("an entry point that leads to no file stops a release, and is named", () => {
  put(
    "package.json",
    JSON.stringify({ name: "a", version: "1.0.0", type: "commonjs", exports: { ".": "./index.js" } }),
  );
  const { state, detail } = entryPoints(folder, false);
  expect([state, detail]).toEqual(["stops", expect.stringContaining("index.js")]);
  put("index.js", "module.exports = {};\n");
  expect(entryPoints(folder, false).state).toBe("holds");
});
