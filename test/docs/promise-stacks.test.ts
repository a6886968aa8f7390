import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../..");
const page = readFileSync(join(root, "docs/upstream/promise-stacks.md"), "utf8");
const [, program = ""] = /^```js\n([\s\S]*?)^```/m.exec(page) ?? [];

test("the program of the report to Pulumi runs as it is, and stack traces take most of its time", () => {
  const folder = mkdtempSync(join(tmpdir(), "promise-stacks-"));
  try {
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    writeFileSync(join(folder, "stacks.js"), program);
    const printed = execFileSync(process.execPath, ["stacks.js"], { cwd: folder, encoding: "utf8" });
    const lines = [
      ...printed.matchAll(/^stackTraceLimit (10|0): (\d+) ms of CPU to construct 500 resources$/gm),
    ];
    const times = (limit: string) => lines.flatMap(([, own, ms]) => (own === limit ? Number(ms) : []));
    expect([times("10").length, times("0").length]).toEqual([3, 3]);
    expect(Math.min(...times("10"))).toBeGreaterThan(Math.min(...times("0")));
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);
