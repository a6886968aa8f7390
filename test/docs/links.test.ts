import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { pageFiles } from "../../tools/generate/page-files";
import { tarballOf } from "../../tools/release/tarball";

const root = path.resolve(__dirname, "../..");

/** Pages of the examples, the emulator and the root, beside those that are generated into. */
const others = [
  ...readdirSync(path.join(root, "examples"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("README.md") && !file.includes("node_modules"))
    .map((file) => `examples/${file.replaceAll(path.sep, "/")}`),
  "emulator/README.md",
  "emulator/CHANGELOG.md",
  "emulator/examples/README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  "SECURITY.md",
];
const docs = pageFiles(root);

/** Pages and folders of the repository that the tarball leaves out: a packed page may link them. */
const repositoryOnly = /^(examples|test|docs\/decisions)\/|^CONTRIBUTING\.md$/;

const textOf = (file: string) => readFileSync(path.join(root, file), "utf8");

/** The text without blocks and spans of code, in which nothing is a link. */
function prose(file: string): string {
  return textOf(file)
    .replace(/^(```+)[\s\S]*?^\1/gm, "")
    .replace(/`[^`\n]*`/g, "code");
}

interface Link {
  /** The target's path from the root; the page itself for a link within it. */
  readonly file: string;
  readonly anchor: string | undefined;
}

function relativeLinks(page: string): Link[] {
  return [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [file = "", anchor] = target.split("#");
      return { file: file === "" ? page : path.posix.join(path.posix.dirname(page), file), anchor };
    });
}

/** The anchors of a page, as GitHub derives them from its headings. */
function anchorsOf(file: string): ReadonlySet<string> {
  const withoutBlocks = textOf(file).replace(/^(```+)[\s\S]*?^\1/gm, "");
  const headings = [...withoutBlocks.matchAll(/^#{1,6} (.+)$/gm)].map(([, text = ""]) => text);
  return new Set(
    headings.map((text) =>
      text
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, "")
        .trim()
        .replaceAll(" ", "-"),
    ),
  );
}

function isBroken({ file, anchor }: Link): boolean {
  const target = path.join(root, file);
  if (!existsSync(target)) return true;
  return anchor !== undefined && (statSync(target).isDirectory() || !anchorsOf(file).has(anchor));
}

test.each([...docs, ...others])("every relative link and anchor of %s leads somewhere", (page) => {
  expect(relativeLinks(page).filter(isBroken)).toEqual([]);
});

test("a page that is linked by a wrong path or anchor is found", () => {
  expect(isBroken({ file: "docs/nothing.md", anchor: undefined })).toBe(true);
  expect(isBroken({ file: "README.md", anchor: "nothing" })).toBe(true);
  expect(isBroken({ file: "README.md", anchor: "credentials" })).toBe(false);
});

test("every page of docs can be reached from README in at most two links", () => {
  const first = relativeLinks("README.md").map(({ file }) => file);
  const second = first.filter((file) => file.endsWith(".md")).flatMap((file) => relativeLinks(file));
  const reached = new Set([...first, ...second.map(({ file }) => file)]);
  expect(docs.filter((page) => page !== "README.md" && !reached.has(page))).toEqual([]);
});

test("links of packed pages stay in the tarball, but for what only the repository has", () => {
  const packed = new Set(tarballOf(root).files);
  const missing = docs
    .filter((page) => packed.has(page))
    .flatMap(relativeLinks)
    .map(({ file }) => file)
    .filter((file) => !packed.has(file) && !repositoryOnly.test(`${file}/`) && !repositoryOnly.test(file));
  expect(docs.filter((page) => packed.has(page) === repositoryOnly.test(page))).toEqual([]);
  expect([...new Set(missing)]).toEqual([]);
});

test("every page of docs that a message or a doc text names exists, and is in the tarball", () => {
  const packed = new Set(tarballOf(root).files);
  const sources = ["provider", "cli", "testing", "tools", "scripts", "emulator"].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => path.join(folder, file)),
  );
  const named = sources.flatMap((file) => textOf(file).match(/\bdocs\/[\w/-]+\.(?:md|html|png|json)/g) ?? []);
  expect(new Set(named).size).toBeGreaterThan(5);
  expect([...new Set(named)].filter((file) => !packed.has(file))).toEqual([]);
});

test("every file of docs/images is shown or linked by a page", () => {
  const linked = new Set(docs.flatMap(relativeLinks).map(({ file }) => file));
  const images = readdirSync(path.join(root, "docs/images")).map((name) => `docs/images/${name}`);
  expect(images.filter((file) => !linked.has(file))).toEqual([]);
});
