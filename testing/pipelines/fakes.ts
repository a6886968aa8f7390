import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const clone = resolve(__dirname, "../..");

/** Puts a command of that name into a folder for the PATH; `script` is JavaScript. */
export function fake(bin: string, name: string, script: string): void {
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, name), `#!${process.execPath}\n${script}`);
  chmodSync(join(bin, name), 0o755);
}

/**
 * An `npm` whose `ci` links the clone's packages, since this one is not published from here; test/install installs it
 * as users do. They are links one by one: the engine's Node host would walk through a link to all of them.
 */
export function fakeNpm(bin: string): void {
  fake(
    bin,
    "npm",
    `
const { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } = require("node:fs");
const { dirname, resolve } = require("node:path");
const clone = ${JSON.stringify(clone)};
if (process.argv[2] !== "ci") throw new Error("The fake does not know: npm " + process.argv.slice(2).join(" "));
rmSync("node_modules", { recursive: true, force: true });
for (const name of ["@pulumi/pulumi", "@types/node", "ajv", "typescript", "yaml"]) {
  mkdirSync(dirname("node_modules/" + name), { recursive: true });
  symlinkSync(resolve(clone, "node_modules", name), "node_modules/" + name);
}
symlinkSync(clone, "node_modules/pulumi-atlas-access");
mkdirSync("node_modules/.bin");
const command = "#!" + process.execPath + "\\nrequire(" + JSON.stringify(clone + "/dist/cli/main.js") + ");\\n";
writeFileSync("node_modules/.bin/atlas-access", command, { mode: 0o755 });
`,
  );
}
