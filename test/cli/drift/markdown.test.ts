import { renderMarkdown } from "../../../cli/drift/render/markdown";
import { codeSpan } from "../../../cli/drift/render/markdown-text";
import { renderTable } from "../../../cli/drift/render/table";
import { organization, reportOf, resource, schemaFaults } from "../../../testing/cli/drift-reports";

const shown = { unmanaged: true };

test("a comment has a folded section for each kind of finding, with changes and repair", () => {
  const text = renderMarkdown(reportOf([resource("deployer")], [organization("break glass")]), shown);
  expect(text).toBe(`<!-- atlas-access drift -->
## Access to MongoDB Atlas: 1 changed in Atlas, 3 unmanaged

**A key or service account has more privilege than the stacks declare.**

<details><summary>Changed in Atlas (1)</summary>

- **OrgApiKey** \` deployer \`
  - gains \` GROUP_OWNER \` (owner) on project \` shop \`: raises privilege
  - repair: \`pulumi up --refresh\` changes the key back to what the program declares

</details>

<details><summary>Unmanaged access in Atlas (3)</summary>

- API key \` break glass \` (\` 5f00000000000000000000d2 \`) has \` ORG_OWNER \` (owner)
- API key \` break glass \` (\` 5f00000000000000000000d2 \`) has \` GROUP_NEW \` on project \` shop \`
- API key \` break glass \` (\` 5f00000000000000000000d2 \`) can be used from \` 198.51.100.9 \`

</details>
`);
});

test("500 drifted and 500 unmanaged keys fit into a comment, which counts those that are not listed", () => {
  const long = "d".repeat(250);
  const value = { kind: "value", property: "description", from: long, to: long } as const;
  const resources = Array.from({ length: 500 }, (_, at) =>
    resource(`key-${at}`, { changesInAtlas: [value] }),
  );
  const [one] = organization(long).principals;
  const principals = Array.from({ length: 500 }, () => ({ ...one, grants: [] }));
  const report = reportOf(resources, [{ ...organization(long), principals } as never]);

  const text = renderMarkdown(report, shown);

  expect(text.length).toBeLessThan(65_536);
  expect(text.length).toBeGreaterThan(50_000);
  const hidden = [...text.matchAll(/- … and (\d+) more; `--format json` has them all\./g)].map(
    ([, count]) => count,
  );
  expect(hidden).toHaveLength(2);
  const listed = text.match(/^- \*\*OrgApiKey\*\*/gm)?.length ?? 0;
  expect(Number(hidden[0]) + listed).toBe(500);
  expect(text.match(/<details>/g)).toHaveLength(2);
  expect(text.match(/<\/details>/g)).toHaveLength(2);
});

test("the same findings give the same comment at any time", () => {
  const report = reportOf([resource("deployer")]);
  expect(renderMarkdown({ ...report, checkedAt: "2027-01-01T00:00:00.000Z" }, shown)).toBe(
    renderMarkdown(report, shown),
  );
});

test.each([
  ["HTML and a mention", "</details>|@everyone", "` </details>|@everyone `"],
  ["backticks", "a ``` b", "```` a ``` b ````"],
  ["backticks at the ends", "`@x`", "`` `@x` ``"],
  ["line breaks", "a\n\n# b\r\n<script>", "` a # b <script> `"],
  ["a character that reverses text", "a\u202eb", "` a b `"],
  ["no visible text", " ", "(empty)"],
])("a description with %s is plain text on one line", (_, description, expected) => {
  expect(codeSpan(description)).toBe(expected);
  const report = reportOf([resource(description)], [organization(description)]);
  const lines = renderMarkdown(report, shown).split("\n");
  // Outside of code spans, the text does not occur.
  const bare = lines.map((line) => line.replace(/(`+)(?!`).*?[^`]\1(?!`)/g, ""));
  expect(bare.filter((line) => /@|<(?!!--|\/?details|\/?summary)/.test(line))).toEqual([]);
  expect(bare.filter((line) => line === "</details>")).toHaveLength(2);
});

test("a table has a row for each difference, and no control characters", () => {
  const text = renderTable(reportOf([resource("de\u001b[31mployer")], [organization("break\nglass")]), shown);
  expect(text).toBe(`Stack dev (project lab)
  changed in Atlas  OrgApiKey  de [31mployer  gains GROUP_OWNER (owner) on project shop: raises privilege
                                              repair: \`pulumi up --refresh\` changes the key back to what the program declares

Organization Acme (5f0000000000000000000001)
  unmanaged     API key break glass (5f00000000000000000000d2) has ORG_OWNER (owner)
  unmanaged     API key break glass (5f00000000000000000000d2) has GROUP_NEW on project shop
  unmanaged     API key break glass (5f00000000000000000000d2) can be used from 198.51.100.9

1 changed in Atlas, 3 unmanaged. A key or service account has more privilege than the stacks declare.
`);
});

test("the published schema accepts a report and rejects an unknown field", () => {
  const report = reportOf([resource("deployer")], [organization("x")]);
  expect(schemaFaults(report)).toEqual([]);
  expect(schemaFaults({ ...report, more: 1 })).toEqual([" must NOT have additional properties"]);
});
