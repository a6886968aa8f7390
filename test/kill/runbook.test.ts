import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runbook } from "./restart";

test("the README's commands after a crash are the ones that the kill tests restart with", () => {
  const readme = readFileSync(join(__dirname, "../../README.md"), "utf8");
  const section = /\n## After a crash\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? "";
  const commands = section
    .match(/^pulumi .*$/gm)
    ?.flatMap((line) => line.match(/pulumi [a-z][^#:]*[a-z]/g) ?? []);

  expect(commands).toEqual([runbook.unlock, runbook.refresh, runbook.up, runbook.destroy]);
});
