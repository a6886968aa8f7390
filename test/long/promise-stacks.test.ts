import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { pageCommands } from "../../testing/pages/page-commands";

const root = resolve(__dirname, "../..");
const page = "docs/upstream/promise-stacks.md";
const [, program = ""] = /^```js\n([\s\S]*?)^```/m.exec(readFileSync(join(root, page), "utf8")) ?? [];
const lines = pageCommands(page).flatMap(({ line, inline }) => (inline ? [] : [line]));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "promise-stacks-"));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "stacks.js"), program);
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each(lines)(
  "the program of the report to Pulumi runs by `%s`, and stack traces take most of its time",
  (line) => {
    const env = { ...process.env, PATH: [dirname(process.execPath), process.env.PATH].join(delimiter) };
    const printed = execFileSync("bash", ["-c", line], { cwd: folder, env, encoding: "utf8" });
    const measured = [
      ...printed.matchAll(/^stackTraceLimit (10|0): (\d+) ms of CPU to construct 500 resources$/gm),
    ];
    const times = (limit: string) => measured.flatMap(([, own, ms]) => (own === limit ? Number(ms) : []));
    expect([times("10").length, times("0").length]).toEqual([3, 3]);
    expect(Math.min(...times("10"))).toBeGreaterThan(Math.min(...times("0")));
  },
  120_000,
);
