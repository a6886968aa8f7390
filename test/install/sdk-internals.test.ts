import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packClone } from "../../testing/install/installed-project";
import { install } from "../../testing/install/package-managers";
import { Sandbox } from "../../testing/sandbox/sandbox";

/** The SDK versions in rows.ts that run on the oldest supported Node: the oldest, one in between, and that of the tests. */
const versions = ["3.216.0", "3.230.0", "3.248.0"];

jest.setTimeout(300_000);

let sandbox: Sandbox;
let tarball: string;
beforeAll(async () => {
  sandbox = new Sandbox();
  tarball = await packClone({ sandbox });
}, 300_000);
afterAll(() => sandbox?.close());

test.each(versions)("what leans on unpublished parts of @pulumi/pulumi finds them in %s", async (version) => {
  const folder = join(sandbox.folder, version);
  mkdirSync(folder);
  const dependencies = { "@pulumi/pulumi": version, "pulumi-atlas-access": `file:${tarball}` };
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, dependencies }));
  copyFileSync(join(__dirname, "../../testing/install/children/internals.js"), join(folder, "internals.js"));
  await install(sandbox, folder, "npm");

  const { stdout } = await sandbox.run([process.execPath, "internals.js"], { cwd: folder });

  expect(JSON.parse(stdout)).toEqual({
    sdk: version,
    signatures: [
      "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
      "4dabf18193072939515e22adb298388d",
      "1b47061264138c4ac30d75fd1eb44270",
    ],
    runError: [true, true, "it is not there"],
    log: [2, "a warning"],
    client: "function",
    entries: [true, false],
  });
});
