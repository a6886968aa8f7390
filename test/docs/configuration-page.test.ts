import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describeCredentials } from "../../provider/config/settings";

const root = path.resolve(__dirname, "../..");
const folder = path.join(root, "provider/config");
const code = readdirSync(folder)
  .map((file) => readFileSync(path.join(folder, file), "utf8"))
  .join("\n");
const page = ["reference/configuration.md", "guides/several-organizations-and-fleets.md"]
  .map((file) => readFileSync(path.join(root, "docs", file), "utf8"))
  .join("\n");

const found = (pattern: RegExp) => [...new Set([...code.matchAll(pattern)].map(([, name = ""]) => name))];

test("every name of credentials is on a page", () => {
  const names = describeCredentials().map(({ name }) => name.replace("mongodbatlas:", ""));
  expect(names.length).toBeGreaterThanOrEqual(10);
  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

test.each([
  ["variable", found(/\b((?:MONGODB_ATLAS|ATLAS_ACCESS)_[A-Z_]*[A-Z])\b/g), 8],
  ["key of the config", found(/(?:config\.get\(|\bkey(?: =|:) )"(\w+)"/g), 7],
])("every %s that the code reads is on a page", (_, names, atLeast) => {
  expect(names.length).toBeGreaterThanOrEqual(atLeast);
  expect(names.filter((name) => !page.includes(name))).toEqual([]);
});
