import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { newResource } from "../../tools/new-resource/new-resource";

let root: string;
const row = "| [`OrgApiKey`](docs/reference/org-api-key.md) | an API key | `orgId/apiKeyId` |\n";

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "new-resource-"));
  writeFileSync(path.join(root, "README.md"), `# Title\n\n${row}\nMore.\n`);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test("a new resource gets its folder, its endpoints, its page and its row in README", () => {
  expect(newResource(root, "ServicePolicy")).toEqual([
    "provider/resources/service-policy/schema.ts",
    "provider/resources/service-policy/model.ts",
    "provider/resources/service-policy/resource.ts",
    "provider/resources/service-policy/samples.ts",
    "provider/atlas/endpoints/service-policies.ts",
    "docs/reference/service-policy.md",
  ]);
  expect(textOf("README.md")).toContain(`${row}| [\`ServicePolicy\`](docs/reference/service-policy.md) |`);
  expect(textOf("provider/resources/service-policy/resource.ts")).toContain("export const servicePolicy =");
  expect(textOf("provider/resources/service-policy/resource.ts")).not.toMatch(/__\w+__/);
});

test.each(["serviceAccount", "service-account", "Service_Account", "APIKey", "2Keys", "", "../Evil"])(
  "the name %j is refused, and nothing is written",
  (name) => {
    expect(() => newResource(root, name)).toThrow("write it in PascalCase and the singular");
    expect(existsSync(path.join(root, "provider"))).toBe(false);
  },
);

test.each(["provider/resources/service-account/schema.ts", "docs/reference/service-account.md"])(
  "a name is refused when %s exists, and nothing is changed",
  (file) => {
    mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(root, file), "mine");
    expect(() => newResource(root, "ServiceAccount")).toThrow(`ServiceAccount exists already: ${file}`);
    expect(textOf(file)).toBe("mine");
    expect(textOf("README.md")).not.toContain("ServiceAccount");
  },
);

test("endpoints go to a file of their own where the area of the API has one already", () => {
  const existing = "provider/atlas/endpoints/service-accounts.ts";
  mkdirSync(path.join(root, path.dirname(existing)), { recursive: true });
  writeFileSync(path.join(root, existing), "mine");
  expect(newResource(root, "ServiceAccount")).toContain("provider/atlas/endpoints/service-account.ts");
  expect(textOf(existing)).toBe("mine");
  expect(textOf("provider/resources/service-account/model.ts")).toContain(
    '"../../atlas/endpoints/service-account"',
  );
});

function textOf(file: string): string {
  return readFileSync(path.join(root, file), "utf8");
}
