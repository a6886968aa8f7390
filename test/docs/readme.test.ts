import { readFileSync } from "node:fs";
import path from "node:path";
import { renderMarkdown } from "../../cli/drift/render/markdown";
import { describeRepair } from "../../cli/drift/repair";
import { functions } from "../../provider/functions/catalogue.generated";
import { catalogue } from "../../provider/resources/catalogue.generated";
import { reportOf, resource } from "../../testing/cli/drift-reports";

const root = path.resolve(__dirname, "../..");
const text = (file: string) => readFileSync(path.join(root, file), "utf8");
const readme = text("README.md");
const kebab = (name: string) => name.replace(/(?!^)[A-Z]/g, "-$&").toLowerCase();
const pages = [
  ...Object.values(catalogue).map((definition) => ({
    ...definition,
    page: `docs/reference/${kebab(definition.name)}.md`,
  })),
  ...Object.values(functions).map((definition) => ({ ...definition, page: "docs/reference/functions.md" })),
];

test.each(pages)(
  "the table of $name in $page has the doc text of every property",
  ({ inputs, outputs, page }) => {
    for (const field of [...inputs, ...outputs]) {
      expect(text(page)).toContain(`| \`${field.name}\` |`);
      expect(text(page)).toContain(field.traits.doc.replace(/\|/g, "\\|"));
    }
  },
);

test.each(pages)("README names $name and links its page", ({ name, page }) => {
  expect(readme).toContain(`\`${name}\``);
  expect(readme).toContain(`](${page})`);
});

test("README has at most 250 lines", () => {
  expect(readme.trimEnd().split("\n").length).toBeLessThanOrEqual(250);
});

test.each(["README.md", "docs/getting-started.md"])("the first program of %s is the quickstart", (page) => {
  expect(text(page)).toContain(text("examples/quickstart/index.ts").trimEnd());
});

test("the comment on a pull request in README is what the command writes", () => {
  const [, comment] = /<!-- comment -->\s*```markdown\n([\s\S]*?)```/.exec(readme) ?? [];
  const type = "ProjectApiKeyAssignment";
  const repair = describeRepair("changed in Atlas", "keep", catalogue.projectApiKeyAssignment, undefined);
  const drifted = resource("deployer-in-shop", { type, ...(repair && { repair }) });
  expect(renderMarkdown(reportOf([drifted]), { unmanaged: true })).toBe(
    `<!-- atlas-access drift -->\n${comment}`,
  );
});
