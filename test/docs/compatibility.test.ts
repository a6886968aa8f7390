import { readFileSync } from "node:fs";
import path from "node:path";
import { nodeRange, sdkRange, testedEngine } from "../../cli/package-info";
import { sdkOfTests } from "../../testing/install/quickstart";
import { firstRows, furtherRows, type Row } from "../../testing/install/rows";
import { compilers } from "../../testing/install/typescript-versions.json";

const root = path.resolve(__dirname, "../..");
const text = (file: string) => readFileSync(path.join(root, file), "utf8");
const page = text("docs/reference/compatibility.md");
const rows = [...firstRows, ...furtherRows];
const usualNode = text(".nvmrc").trim();

/** The SDK of a row, and its second SDK that only this package finds. */
function sdkOf({ packages, nestedSdk }: Row): string {
  const own = packages?.["@pulumi/pulumi"] ?? sdkOfTests;
  return nestedSdk === undefined ? own : `${own} and ${nestedSdk}`;
}

function tableRow(row: Row): string {
  const { title, bun, node, refusal } = row;
  const runtime = bun === undefined ? `Node ${node ?? usualNode}` : `Bun ${bun}`;
  return `| ${title} | ${runtime} | ${sdkOf(row)} | ${refusal ? "refused, with what to do" : "works"} |`;
}

/** The cells of the line of the first table that begins with this. */
const cells = (start: string) =>
  page
    .split("\n")
    .find((line) => line.startsWith(`| ${start}`))
    ?.split("|")
    .slice(2, 4)
    .map((cell) => cell.trim());

test("the table of installations is the matrix that tests install", () => {
  const table = [
    "| installation | runs on | SDK | result |",
    "| --- | --- | --- | --- |",
    ...rows.map(tableRow),
  ];
  const [, shown] = /<!-- installations -->\n\n([\s\S]*?)\n\n<!-- \/installations -->/.exec(page) ?? [];
  expect(shown?.split("\n")).toEqual(table);
});

test("the supported ranges are those of package.json", () => {
  expect(cells("Node.js")?.[0]).toBe(nodeRange);
  expect(cells("`@pulumi/pulumi`")?.[0]).toBe(sdkRange);
});

test("the tested versions are those of the matrix, of the compiler test and of doctor", () => {
  const sdks = rows.flatMap((row) => sdkOf(row).split(" and "));
  const nodes = [usualNode, ...rows.flatMap(({ node }) => node ?? [])];
  expect(cells("Node.js")?.[1]?.split(", ")).toEqual([...new Set(nodes)].sort());
  expect(cells("`@pulumi/pulumi`")?.[1]?.split(", ").sort()).toEqual([...new Set(sdks)].sort());
  expect(cells("TypeScript")?.[1]?.split(", ")).toEqual(compilers);
  expect(cells("Pulumi CLI")?.[1]).toBe(testedEngine);
  expect(page).toContain(`on engine ${testedEngine}`);
});

test("the Node of .nvmrc runs these tests, and is one that the package supports", () => {
  expect(process.versions.node).toMatch(new RegExp(`^(${usualNode}|24)\\.`));
  expect(nodeRange).toMatch(new RegExp(`^>=${usualNode}\\.`));
});
