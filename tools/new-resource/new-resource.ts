import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type ResourceNames, resourceNames } from "./names";

/** Each file of the template and where its copy goes. */
const files: readonly (readonly [template: string, target: (names: ResourceNames) => string])[] = [
  ["schema.ts", ({ folder }) => `provider/resources/${folder}/schema.ts`],
  ["model.ts", ({ folder }) => `provider/resources/${folder}/model.ts`],
  ["resource.ts", ({ folder }) => `provider/resources/${folder}/resource.ts`],
  ["samples.ts", ({ folder }) => `provider/resources/${folder}/samples.ts`],
  ["endpoints.ts", ({ file }) => `provider/atlas/endpoints/${file}.ts`],
  ["page.md", ({ folder }) => `docs/reference/${folder}.md`],
];

/**
 * Writes the files of a new resource and its row in README. They are a working resource: the contract suite passes before
 * the first line is changed, and must pass after each change.
 *
 * @returns the files written, by their paths from the root
 * @throws Error for a name that is not PascalCase, or that exists in any of its files; then nothing is written
 */
export function newResource(root: string, Name: string): readonly string[] {
  const names = namesIn(root, Name);
  const written = files.map(([template, target]) => ({ template, file: target(names) }));
  const existing = written.find(({ file }) => existsSync(path.join(root, file)));
  if (existing) throw new Error(`${Name} exists already: ${existing.file}`);
  const readme = readFileSync(path.join(root, "README.md"), "utf8");
  const withRow = withReadmeRow(readme, names);
  for (const { template, file } of written) {
    const text = readFileSync(path.join(__dirname, "template", `${template}.txt`), "utf8");
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), filled(text, names));
  }
  writeFileSync(path.join(root, "README.md"), withRow);
  return written.map(({ file }) => file);
}

/** The endpoints get a new file. Where their area of the API already has a file, move them there by hand. */
function namesIn(root: string, Name: string): ResourceNames {
  const names = resourceNames(Name);
  const isTaken = existsSync(path.join(root, `provider/atlas/endpoints/${names.file}.ts`));
  return isTaken ? { ...names, file: names.folder } : names;
}

function filled(text: string, names: ResourceNames): string {
  return text.replace(
    /__(Name|name|file|title)__/g,
    (_, form: "Name" | "name" | "file" | "title") => names[form],
  );
}

/** README's list of resources, with a row after the last one. */
function withReadmeRow(readme: string, { Name, name, folder, title }: ResourceNames): string {
  const rows = readme.match(/^\| \[`\w+`\]\(docs\/reference\/[\w-]+\.md\) \|.*\n/gm);
  const last = rows?.at(-1);
  if (last === undefined) throw new Error("README.md has no table of resources to add a row to");
  const row = `| [\`${Name}\`](docs/reference/${folder}.md) | a ${title} of an organization | \`orgId/${name}Id\` |\n`;
  return readme.replace(last, () => last + row);
}
