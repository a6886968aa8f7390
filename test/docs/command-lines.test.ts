import { readFileSync } from "node:fs";
import path from "node:path";
import { commands } from "../../cli/commands/all";
import { pageFiles } from "../../tools/generate/page-files";

const root = path.resolve(__dirname, "../..");
const texts = [...pageFiles(root), "CONTRIBUTING.md"].map((page) =>
  readFileSync(path.join(root, page), "utf8"),
);
const all = texts.join("\n");

test("every `npm run` command of a page is a script of the package", () => {
  const { scripts } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  // The example of a fleet has its own scripts.
  const fleet = JSON.parse(readFileSync(path.join(root, "examples/fleet/package.json"), "utf8")).scripts;
  const named = [...new Set([...all.matchAll(/npm run ([a-z][a-z:-]*)/g)].map(([, name = ""]) => name))];
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter((name) => !(name in scripts) && !(name in fleet))).toEqual([]);
});

test("every `atlas-access` command of a page exists, with the options that it is given", () => {
  const lines = [...all.matchAll(/(?:npx )?atlas-access ([a-z]+)([^`\n#]*)/g)].filter(([, name = ""]) =>
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
  const misspelt = [...all.matchAll(/npx atlas-access ([a-z-]+)/g)].map(([, name = ""]) => name);
  const known = commands().map((command) => command.name());
  expect(misspelt.filter((name) => !known.includes(name))).toEqual([]);
});
