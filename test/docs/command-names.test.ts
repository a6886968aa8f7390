import { readFileSync } from "node:fs";
import path from "node:path";
import { commands } from "../../cli/commands/all";
import { notRun } from "../../testing/pages/elsewhere";
import { commandPages } from "../../testing/pages/page-commands";

const root = path.resolve(__dirname, "../..");
const textOf = (file: string) => readFileSync(path.join(root, file), "utf8");
const text = [...commandPages(), "CONTRIBUTING.md"].map(textOf).join("\n");

test("every `npm run` command of a page is a script of the package", () => {
  const { scripts } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  // The example of a fleet has scripts of its own.
  const fleet = JSON.parse(readFileSync(path.join(root, "examples/fleet/package.json"), "utf8")).scripts;
  const named = [...new Set([...text.matchAll(/npm run ([a-z][a-z:-]*)/g)].map(([, name = ""]) => name))];
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter((name) => !(name in scripts) && !(name in fleet))).toEqual([]);
});

test("every `atlas-access` command of a page exists, with the options that it is given", () => {
  const lines = [...text.matchAll(/(?:npx )?atlas-access ([a-z]+)([^`\n#]*)/g)].filter(([, name = ""]) =>
    commands().some((command) => command.name() === name),
  );
  expect(lines.length).toBeGreaterThan(10);
  const unknown = lines.flatMap(([line, name, rest = ""]) => {
    const options = commands()
      .find((command) => command.name() === name)
      ?.options.map(({ long }) => long);
    const given: readonly string[] = rest.match(/--[a-z-]+/g) ?? [];
    return given.filter((option) => !options?.includes(option)).map((option) => `${line}: ${option}`);
  });
  expect(unknown).toEqual([]);
  const misspelt = [...text.matchAll(/npx atlas-access ([a-z-]+)/g)].map(([, name = ""]) => name);
  const known = commands().map((command) => command.name());
  expect(misspelt.filter((name) => !known.includes(name))).toEqual([]);
});

const scripts = notRun.flatMap(({ line }) => {
  const [, name = "", options = ""] = /^npm run ([a-z:]+)(?: -- (.*))?$/.exec(line) ?? [];
  return options === "" ? [] : [{ line, name, options: options.match(/(?<=--)[a-z-]+/g) ?? [] }];
});

test.each(scripts)("$line has options that its script reads, though no test runs it", ({ name, options }) => {
  const script = textOf(`scripts/${name.replace(":", "-")}.ts`);
  expect(options.filter((option) => !script.includes(`${option}: { type`))).toEqual([]);
});
