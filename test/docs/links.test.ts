import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { isBroken, relativeLinks, sectionOf } from "../../testing/pages/links";
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

test.each([...docs, ...others])("every relative link and anchor of %s leads somewhere", (page) => {
  expect(relativeLinks(page).filter(isBroken)).toEqual([]);
});

test("a page that is linked by a wrong path or anchor is found", () => {
  expect(isBroken({ file: "docs/nothing.md", anchor: undefined })).toBe(true);
  expect(isBroken({ file: "README.md", anchor: "nothing" })).toBe(true);
  expect(isBroken({ file: "README.md", anchor: "credentials" })).toBe(false);
});

/** What a newcomer asks first, and where the answer is. */
const questions = [
  { asks: /create a key/i, page: "docs/getting-started.md", anchor: undefined, answer: /new OrgApiKey\(/ },
  {
    asks: /rotate a key/i,
    page: "docs/reference/org-api-key.md",
    anchor: "rotate-a-key",
    answer: /--replace URN/,
  },
  {
    asks: /adopt a key that exists/i,
    page: "docs/guides/adopt.md",
    anchor: undefined,
    answer: /adopt: \{ publicKey/,
  },
  {
    asks: /drift report/i,
    page: "docs/guides/drift-reports.md",
    anchor: "how-to-read-a-report",
    answer: /`changed in Atlas`/,
  },
  {
    asks: /destroy was\s+refused/i,
    page: "docs/operations/troubleshooting.md",
    anchor: "why-a-destroy-was-refused",
    answer: /allowLockout: true/,
  },
];

test.each(questions)(
  "README says where to find $asks, at most two links away",
  ({ asks, page, anchor, answer }) => {
    expect(textOf("README.md")).toMatch(asks);
    const first = relativeLinks("README.md");
    const second = first
      .filter(({ file }) => file.endsWith(".md"))
      .flatMap(({ file }) => relativeLinks(file));
    const ways = [{ file: "README.md", anchor: "a-first-program" }, ...first, ...second];
    expect(ways.some((way) => way.file === page && way.anchor === anchor)).toBe(true);
    expect(anchor === undefined ? textOf(page) : sectionOf(page, anchor)).toMatch(answer);
  },
);

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
