import { execFileSync } from "node:child_process";
import path from "node:path";

const root = path.resolve(__dirname, "../..");

/** Names of the packages below node_modules that a fresh process has loaded after running the text. */
function loadedBy(text: string): string[] {
  const report = "console.log(JSON.stringify(Object.keys(require.cache)))";
  const files: string[] = JSON.parse(
    execFileSync(process.execPath, ["-e", `${text};${report}`], { cwd: root, encoding: "utf8" }),
  );
  const packages = files.map((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1]);
  return [...new Set(packages.filter((name) => name !== undefined))];
}

test("undici is not loaded where no request is made", () => {
  const loaded = loadedBy('require("pulumi-atlas-access/host").orgApiKey.check({}, {})');
  expect(loaded).toContain("zod");
  expect(loaded).not.toContain("undici");
});

test("addresses are parsed by a package that is loaded for the first one", () => {
  const check = (inputs: string) => `require("pulumi-atlas-access/host").orgApiKey.check({}, ${inputs})`;
  expect(loadedBy(check("{}"))).not.toContain("ipaddr.js");
  expect(loadedBy(check('{ accessList: ["192.0.2.1"] }'))).toContain("ipaddr.js");
});

test("a program that declares resources loads neither schemas nor a client", () => {
  const declares =
    'const { OrgApiKey, getOrgApiKey } = require("pulumi-atlas-access"); [OrgApiKey, getOrgApiKey]';
  expect(loadedBy(declares)).toContain("@pulumi/pulumi");
  expect(loadedBy(declares)).not.toContain("zod");
  expect(loadedBy(declares)).not.toContain("undici");
});

test("the emulator loads nothing of the provider's", () => {
  expect(loadedBy('require("pulumi-atlas-access/emulator")')).not.toContain("@pulumi/pulumi");
});
