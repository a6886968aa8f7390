import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { elsewhere, notRun } from "../../testing/pages/elsewhere";
import { commandPages, type PageCommand, pageCommands, shellBlocks } from "../../testing/pages/page-commands";
import { scenario } from "../../testing/pages/scenario";
import { readPreviews } from "../../tools/generate/previews";

const root = path.resolve(__dirname, "../..");
const textOf = (file: string) => readFileSync(path.join(root, file), "utf8");
const pages = commandPages();
const all = pages.flatMap((page) => pageCommands(page));

/**
 * The commands that tests run as the page has them: test/engine/getting-started, examples and previews.test.ts, and
 * test/sinks/documented.test.ts, with a fake in place of each secret store.
 */
const readFromPages = [
  ...["docs/getting-started.md", "examples/new-organization/README.md"]
    .flatMap((page) => pageCommands(page))
    .filter(({ inline }) => !inline),
  ...["docs/guides/private-keys-outside-the-state.md", "docs/guides/rotation.md"]
    .flatMap((page) => pageCommands(page))
    .filter(({ line }) => line.startsWith('["')),
  ...pageCommands("docs/reference/previews.md").filter(({ line }) => inTable(line)),
].map(({ line }) => line);
const listed = [...scenario, ...elsewhere, ...notRun].map(({ line }) => line);
const known = new Set([...listed, ...readFromPages]);

function inTable(line: string): boolean {
  return readPreviews(root).rows.some(({ command }) => command === line);
}

/** A sentence may name a command without its arguments. */
function isKnown({ line, inline }: PageCommand): boolean {
  return known.has(line) || (inline && [...known].some((each) => each.startsWith(`${line} `)));
}

test("every command of a page is run by a test, or is in the list of those that are not, with the reason", () => {
  expect(all.length).toBeGreaterThan(150);
  const unknown = all.filter((command) => !isKnown(command));
  // Add a step to testing/pages/scenario.ts, or a row to testing/pages/elsewhere.ts.
  expect([...new Set(unknown.map(({ page, line }) => `${page}: ${line}`))]).toEqual([]);
});

test("each command is in one list, and only if a page has it", () => {
  const shown = new Set(all.map(({ line }) => line));
  expect(listed.filter((line) => !shown.has(line))).toEqual([]);
  expect(listed.filter((line, index) => listed.indexOf(line) !== index)).toEqual([]);
  expect(listed.filter((line) => readFromPages.includes(line))).toEqual([]);
});

test.each(elsewhere)("$by runs $line", ({ by, shows }) => {
  expect(textOf(by)).toContain(shows);
});

test("each command that is not run has a reason", () => {
  for (const { reason } of notRun) expect(reason).toMatch(/^[A-Z].{10,}\.$/);
});

test("a command that no list has is found, in a block, in a sentence and in a comment of a program", () => {
  const page = "README.md";
  const found = (shown: string) => pageCommands(page, shown).filter((command) => !isKnown(command));
  expect(found("```sh\nnpx atlas-access drift --nothing # why\n```\n")).toEqual([
    { page, line: "atlas-access drift --nothing", inline: false },
  ]);
  expect(found("Run `pulumi\nup --nothing` and `up --none`.").map(({ line }) => line)).toEqual([
    "pulumi up --nothing",
    "pulumi up --none",
  ]);
  expect(found("```yaml\njobs:\n  - run: npm none\n```\n")).toHaveLength(1);
  expect(found('```json\n["sh", "-c", "none"]\n```\n')).toHaveLength(1);
  expect(found("```ts\nrun(); // as `pulumi nothing -v` does\n```\n")).toHaveLength(1);
  expect(found("```sh\npulumi config\n```\nRun `pulumi config set`.").map(({ line }) => line)).toEqual([
    "pulumi config",
  ]);
});

test("every shell block and every command in a sentence is valid for bash", () => {
  const scripts = [...pages.flatMap(shellBlocks), ...all.map(({ line }) => line)]
    .map((script) => script.replace(/^\$ /gm, ""))
    .filter((script) => !script.startsWith('["'));
  const { status, stderr } = spawnSync("bash", ["-n"], { input: scripts.join("\n"), encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});
