import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runbook } from "../../testing/kill-points/restart";

test("the commands of the page on crashes are the ones that the kill tests restart with", () => {
  const page = readFileSync(join(__dirname, "../../docs/operations/after-a-crash.md"), "utf8");
  const commands = page
    .match(/^pulumi .*$/gm)
    ?.flatMap((line) => line.match(/pulumi [a-z][^#:]*[a-z]/g) ?? []);

  expect(commands).toEqual([runbook.unlock, runbook.refresh, runbook.up, runbook.destroy]);
});
