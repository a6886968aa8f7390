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

test("the emulator loads nothing of the provider's", () => {
  expect(loadedBy('require("pulumi-atlas-access/emulator")')).not.toContain("@pulumi/pulumi");
});
