import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/**
 * With these flags the engine prints or stores private keys in plain text (test/engine/secrets-in-console-output.json). Nothing
 * in this package that users run or copy uses them.
 */
const printing: Readonly<Record<string, RegExp>> = {
  "a file of events": /--event-log|PULUMI_DEBUG_COMMANDS/,
  "a log of everything": /--logflow|(^|[\s"'])-v[= ]?(9|1\d)\b/,
  "`up` in JSON": /\bup\b[^\n|;&]*--json|\bup\b[^\n]*"--json"/,
  "events of an `up`": /\.up\([^)]*onEvent/,
  "events of a preview that refreshes nothing": /\.preview\((?![^)]*refresh)[^)]*onEvent/,
};

const exceptions = [
  // Receives events in memory and stores none: the SDK gets them from the engine over a loopback connection. Older
  // engines, which would write them to a file, are refused.
  "cli/pulumi/preview.ts: events of a preview that refreshes nothing",
  // Names the command as one that no test runs.
  "testing/pages/elsewhere.ts: `up` in JSON",
];

const root = resolve(__dirname, "../..");
const folders = [
  ".ci",
  ".github",
  "cli",
  "docs",
  "examples",
  "provider",
  "emulator",
  "testing",
  "tools",
  "scripts",
];
const files = ["package.json", "Pulumi.yaml", "README.md", "CONTRIBUTING.md"];

/** The blocks of code of a page: its text must name what it warns of. */
function text(file: string): string {
  const whole = readFileSync(join(root, file), "utf8");
  return file.endsWith(".md") ? [...whole.matchAll(/^```[\s\S]*?^```/gm)].join("\n") : whole;
}

/** The name on the configuration page for each way in which the engine prints private keys. */
const signs = [
  "`pulumi up --json`",
  "`-v=9 --logflow`",
  "`--event-log`",
  "Automation API's `up`",
  "of its `preview` without `refresh: true`",
];

const found = (content: string) => Object.keys(printing).filter((name) => printing[name]?.test(content));

test("no example, pipeline or command of ours lets the engine print or keep private keys in plain", () => {
  const listed = execFileSync("git", ["ls-files", "--", ...folders, ...files], {
    cwd: root,
    encoding: "utf8",
  });
  const all = listed.split("\n").filter((file) => /\.(ts|js|mjs|json|ya?ml|md|sh)$|\.ci\//.test(file));
  expect(all.length).toBeGreaterThan(100);
  expect(all.flatMap((file) => found(text(file)).map((name) => `${file}: ${name}`))).toEqual(exceptions);
});

test.each([
  ["pulumi up --yes --json > events.json", "`up` in JSON"],
  ['engine.pulumi(["up", "--json"])', "`up` in JSON"],
  ["pulumi preview --event-log events.json", "a file of events"],
  ["pulumi up -v=9 --logtostderr", "a log of everything"],
  ["pulumi refresh --logflow", "a log of everything"],
  ["stack.up({ parallel: 1, onEvent: print })", "events of an `up`"],
  ["stack.preview({ onEvent: print })", "events of a preview that refreshes nothing"],
])("this rule finds %s", (line, name) => {
  expect(found(line)).toContain(name);
});

test.each([
  "pulumi preview --refresh --json",
  "stack.preview({ refresh: true, onEvent })",
  "npm pack --json",
])("this rule lets %s be", (line) => expect(found(line)).toEqual([]));

test("the page on configuration warns of each way in which the engine was seen to print private keys", () => {
  const { ways }: { ways: readonly { way: string; prints: boolean }[] } = JSON.parse(
    readFileSync(join(root, "test/engine/secrets-in-console-output.json"), "utf8"),
  );
  const unnamed = ways.filter(
    ({ way, prints }) =>
      prints && !/^up --json|--event-log|-v=9 --logflow|^Automation API (up|preview)$/.test(way),
  );
  expect(unnamed).toEqual([]);
  const page = readFileSync(join(root, "docs/reference/configuration.md"), "utf8");
  for (const sign of signs) expect(page).toContain(sign);
});
