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

/** What an expression comes to in a fresh process. */
function cameTo(expression: string): unknown {
  const text = `console.log(JSON.stringify(${expression}))`;
  return JSON.parse(execFileSync(process.execPath, ["-e", text], { cwd: root, encoding: "utf8" }));
}

test("undici is not loaded where no request is made", () => {
  const loaded = loadedBy('require("pulumi-atlas-access/host").orgApiKey.check({}, {})');
  expect(loaded).toContain("zod");
  expect(loaded).not.toContain("undici");
});

test("a resource that is not asked for is not loaded either", () => {
  // Only access lists parse addresses.
  expect(loadedBy('require("pulumi-atlas-access/host").orgApiKey.check({}, {})')).not.toContain("ipaddr.js");
  expect(loadedBy('require("pulumi-atlas-access/host").orgApiKeyAccessList.check({}, {})')).toContain(
    "ipaddr.js",
  );
});

test("zod's languages are loaded when one is asked for, as by other code in a provider process", () => {
  const check = 'require("pulumi-atlas-access/host").orgApiKey.check({}, {})';
  const loaded = "Object.keys(require.cache).filter((file) => /zod.v4.locales/.test(file)).length";
  const languages =
    '{ l: require("zod").locales, get all() { return [Object.keys(this.l), "fr" in this.l, this.l.de().localeError({})] } }.all';

  // English alone, in a file of its own, and the list of all.
  expect(cameTo(`[${check}, ${loaded}][1]`)).toBe(2);
  expect(cameTo(`[${check}, ${languages}][1]`)).toEqual(cameTo(`(${languages})`));
});

test("the host's code loads where modules have no cache, as under hooks that give the source", () => {
  const hooks = `export const load = (url, context, next) => next(url, context).then(async (found) =>
    found.format === "commonjs"
      ? { ...found, source: await (await import("node:fs/promises")).readFile(new URL(url)) } : found)`;
  const program = `import { register } from "node:module";
    register("data:text/javascript," + encodeURIComponent(${JSON.stringify(hooks)}));
    const { orgApiKey } = await import("pulumi-atlas-access/host");
    console.log(typeof orgApiKey.check)`;
  const run = ["--input-type=module", "-e", program];
  expect(execFileSync(process.execPath, run, { cwd: root, encoding: "utf8" })).toBe("function\n");
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
