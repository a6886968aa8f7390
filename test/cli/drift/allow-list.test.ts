import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readAllowList } from "../../../cli/drift/allow-list";

const folder = mkdtempSync(join(tmpdir(), "drift-allow-"));
afterAll(() => rmSync(folder, { recursive: true }));

function allowed(text: string) {
  const file = join(folder, "allowed.yaml");
  writeFileSync(file, text);
  return readAllowList(file);
}

const key = "5f00000000000000000000d1";
const project = "5f0000000000000000000010";

test("an item allows a key with everything, or only the roles and entries that it lists", () => {
  const whole = allowed(`- apiKey: ${key}\n  reason: break glass\n`);
  expect(whole.allowsPrincipal(key, ["ORG_OWNER"])).toBe(true);
  expect(whole.allowsGrant(key, project, ["GROUP_OWNER"])).toBe(true);
  expect(whole.allowsEntry(key, "198.51.100.9")).toBe(true);
  expect(whole.allowsPrincipal("5f00000000000000000000d2", [])).toBe(false);

  const narrow = allowed(`
- { apiKey: ${key}, roles: [ORG_READ_ONLY] }
- { apiKey: ${key}, project: ${project}, roles: [GROUP_READ_ONLY] }
- { apiKey: ${key}, entries: [198.51.100.9] }
`);
  expect(narrow.allowsPrincipal(key, ["ORG_READ_ONLY"])).toBe(true);
  expect(narrow.allowsPrincipal(key, ["ORG_OWNER", "ORG_READ_ONLY"])).toBe(false);
  expect(narrow.allowsGrant(key, project, ["GROUP_READ_ONLY"])).toBe(true);
  expect(narrow.allowsGrant(key, project, ["GROUP_OWNER"])).toBe(false);
  expect(narrow.allowsGrant(key, "5f0000000000000000000011", ["GROUP_READ_ONLY"])).toBe(false);
  expect([narrow.allowsEntry(key, "198.51.100.9"), narrow.allowsEntry(key, "198.51.100.10")]).toEqual([
    true,
    false,
  ]);
});

test.each([
  ["not a list", "apiKey: x", /: the file: /],
  ["an invalid id", "- apiKey: deployer", /: \[0\]\.apiKey: expected the id of a key/],
  ["an unknown field", `- apiKey: ${key}\n  role: X`, /: \[0\]: Unrecognized key: "role"/],
  ["neither key nor account", `- project: ${project}`, /: \[0\]: expected either apiKey or serviceAccount/],
  [
    "entries of a project",
    `- {apiKey: ${key}, project: ${project}, entries: [a]}`,
    /: \[0\]: entries cannot be combined/,
  ],
  ["roles that are not a list", `- {apiKey: ${key}, roles: X}`, /: \[0\]\.roles: /],
  ["invalid YAML", "- [", /yaml: /],
])("an error of one line names the position in the allow list: %s", (_, text, expected) => {
  expect(() => allowed(text)).toThrow(expected);
  expect(() => allowed(text)).toThrow(/^--allow \S+: [^\n]+$/);
});

test("a missing allow list is an error of one line", () => {
  expect(() => readAllowList(join(folder, "none.yaml"))).toThrow(/^--allow \S+none\.yaml: ENOENT[^\n]+$/);
});
