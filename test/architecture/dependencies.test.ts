import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { type Cruise, cruise } from "../../tools/dependencies/cruise";
import { folderArrows, mermaid } from "../../tools/dependencies/folder-graph";

/** For each rule, a file with an import that breaks it. */
const offences: Readonly<Record<string, readonly [file: string, imported: string]>> = {
  core: ["provider/core/a.ts", "provider/atlas/a"],
  http: ["provider/http/a.ts", "provider/atlas/a"],
  config: ["provider/config/a.ts", "provider/http/a"],
  atlas: ["provider/atlas/a.ts", "npm:undici"],
  sinks: ["provider/sinks/a.ts", "provider/resources/one/a"],
  resource: ["provider/resources/one/a.ts", "provider/resources/two/a"],
  samples: ["provider/resources/samples.ts", "provider/resources/two/a"],
  catalogue: ["provider/resources/catalogue.generated.ts", "provider/atlas/a"],
  functions: ["provider/functions/a.ts", "provider/resources/two/a"],
  runtime: ["provider/runtime/a.ts", "npm:@pulumi/pulumi"],
  "host-shared": ["provider/host/a.ts", "provider/host/program/a"],
  "host-program": ["provider/host/program/a.ts", "provider/host/dynamic/a"],
  "host-dynamic": ["provider/host/dynamic/a.ts", "provider/host/program/a"],
  "host-plugin": ["provider/host/plugin/a.ts", "provider/host/dynamic/a"],
  "public-face": ["provider/index.ts", "provider/http/a"],
  emulator: ["emulator/a.ts", "provider/core/a"],
  "emulator-constants": ["emulator/constants/a.ts", "emulator/types/a"],
  "emulator-types": ["emulator/types/a.ts", "emulator/store/a"],
  "emulator-store": ["emulator/store/a.ts", "emulator/http/a"],
  "emulator-http": ["emulator/http/a.ts", "emulator/auth/a"],
  "emulator-auth": ["emulator/auth/a.ts", "emulator/faults/a"],
  "emulator-faults": ["emulator/faults/a.ts", "emulator/limits/a"],
  "emulator-limits": ["emulator/limits/a.ts", "emulator/auth/b"],
  "emulator-routes": ["emulator/routes/a.ts", "emulator/server/a"],
  "emulator-status": ["emulator/status/a.ts", "emulator/routes/b"],
  "emulator-server": ["emulator/server/a.ts", "emulator/command/a"],
  "emulator-command": ["emulator/command/a.ts", "emulator/b"],
  "cli-entry": ["cli/main.ts", "provider/atlas/a"],
  "cli-commands": ["cli/commands/a.ts", "emulator/a"],
  "cli-adopt": ["cli/adopt/a.ts", "cli/drift/a"],
  "cli-drift": ["cli/drift/a.ts", "emulator/a"],
  "cli-doctor": ["cli/doctor/a.ts", "cli/drift/a"],
  "cli-inventory": ["cli/inventory/a.ts", "cli/pulumi/a"],
  "cli-pulumi": ["cli/pulumi/a.ts", "cli/drift/a"],
  testing: ["testing/a.ts", "test/one/a.test"],
  tools: ["tools/a.ts", "testing/a"],
  scripts: ["scripts/a.ts", "test/one/a.test"],
  test: ["test/one/b.test.ts", "test/one/a.test"],
  examples: ["examples/one/index.ts", "provider/core/a"],
  "no-layer": ["elsewhere/a.ts", "provider/core/a"],
  "no-circle": ["provider/atlas/circle.ts", "provider/atlas/circle"],
  "not-resolved": ["provider/core/b.ts", "provider/core/nowhere"],
};

let root: string;
let found: Cruise;

beforeAll(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "dependencies-"));
  for (const [file, imported] of Object.values(offences)) {
    write(file, `import "${specifier(file, imported)}";`);
    if (!imported.startsWith("npm:") && !imported.endsWith("nowhere")) touch(`${imported}.ts`);
  }
  for (const name of ["undici", "@pulumi/pulumi"]) write(`node_modules/${name}/index.js`, "");
  found = cruise(root, [
    "provider",
    "emulator",
    "cli",
    "testing",
    "tools",
    "scripts",
    "test",
    "examples",
    "elsewhere",
  ]);
}, 60_000);

afterAll(() => rmSync(root, { recursive: true, force: true }));

test("every rule about imports has a case here", () => {
  const { forbidden } = require("../../.dependency-cruiser.cjs") as { forbidden: { name: string }[] };
  expect(Object.keys(offences)).toEqual(forbidden.map(({ name }) => name));
});

describe.each(Object.entries(offences))("the rule %s", (rule, [file, imported]) => {
  test(`refuses that ${file} imports ${imported}`, () => {
    const violations = found.violations.filter(({ from }) => from === file);
    expect(violations.map((violation) => violation.rule)).toContain(rule);
  });
});

test("the graph leaves out an arrow that a longer path implies", () => {
  const imports = [
    { from: "host/a.ts", to: "runtime/a.ts" },
    { from: "runtime/a.ts", to: "core/a.ts" },
    { from: "host/a.ts", to: "core/b.ts" },
  ];
  const arrows = folderArrows(imports, path.posix.dirname);
  expect(mermaid(arrows)).toBe(
    [
      "```mermaid",
      "flowchart TD",
      '  host["host"] --> runtime["runtime"]',
      '  runtime["runtime"] --> core["core"]',
      "```",
    ].join("\n"),
  );
});

test("the graph keeps both arrows between folders that import each other", () => {
  const imports = [
    { from: "a/a.ts", to: "b/a.ts" },
    { from: "b/b.ts", to: "a/b.ts" },
  ];
  expect(folderArrows(imports, path.posix.dirname)).toEqual([
    ["a", "b"],
    ["b", "a"],
  ]);
});

function specifier(file: string, imported: string): string {
  if (imported.startsWith("npm:")) return imported.slice("npm:".length);
  const relative = path.posix.relative(path.posix.dirname(file), imported);
  return relative.startsWith(".") ? relative : `./${relative}`;
}

function write(file: string, text: string): void {
  mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

/** Creates the file that a case imports, unless another case has created it. */
function touch(file: string): void {
  mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
  writeFileSync(path.join(root, file), "", { flag: "a" });
}
