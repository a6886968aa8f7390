import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { commands } from "../../cli/commands/all";
import { useOneStack } from "../../testing/pages/one-stack";
import { commandPages, pageOptions } from "../../testing/pages/page-commands";
import { quickstart, scenario } from "../../testing/pages/scenario";

jest.setTimeout(120_000);

/** An option that the help of the engine leaves out, and one of the Atlas CLI. */
const ofOthers = ["--event-log", "--currentIp"];
const stack = useOneStack(quickstart);

// One story: each command finds the stack as the one before left it.
test.each(scenario)("$line does what the pages say", (step) => stack.run(step));

test("each option that a page names without its command is one of the engine, of atlas-access, or of the benchmarks", async () => {
  const help = await Promise.all(["preview", "up", "refresh", "destroy"].map((name) => stack.help(name)));
  const own = commands().flatMap(({ options }) => options.map(({ long }) => long));
  const bench = readFileSync(resolve(__dirname, "../../scripts/bench.ts"), "utf8");
  const known = new Set([...own, "--help", ...([...help, bench].join("\n").match(/--[a-z-]+/g) ?? [])]);
  const named = commandPages().flatMap((page) => pageOptions(page).map((option) => ({ page, option })));
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter(({ option }) => !known.has(option) && !ofOthers.includes(option))).toEqual([]);
});
