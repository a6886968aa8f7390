import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { acme, shop } from "../../testing/emulator/seed";
import { keyNamed, rolesOf, useAtlasHarness } from "../../testing/engine/atlas-harness";
import { scenarioStart } from "../../testing/engine/plugin-programs";
import { systems, writeArchives } from "../../tools/plugin-archive/write-archives";

const root = resolve(__dirname, "../..");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };

const harness = useAtlasHarness({ plugin: true, language: "yaml" });

test("the archive is one file with its licences, which an empty PULUMI_HOME takes and a program then runs on", async () => {
  const { engine, atlas } = harness;
  const { platform, arch } = process;
  const here = systems.find((system) => system === `${platform}-${arch === "x64" ? "amd64" : arch}`);
  if (here === undefined) throw new Error(`there is no archive for ${platform} ${arch}`);
  const home = join(engine.sandbox.env.HOME ?? "", ".pulumi");
  const [archive] = await writeArchives(root, engine.sandbox.folder, version, [here]);
  const file = archive?.file ?? "";
  expect(existsSync(join(home, "plugins"))).toBe(false);

  await engine.expect(["plugin", "install", "resource", "atlas-access", version, "--file", file]);
  engine.program({ ...scenarioStart("yaml"), plugin: false });
  const { stdout, stderr } = await engine.up();

  expect(`${stdout}${stderr}`).not.toContain("warning");
  expect(rolesOf(keyNamed(atlas, "deployer"), shop)).toEqual(["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"]);
  expect(rolesOf(keyNamed(atlas, "deployer"), acme)).toEqual(["ORG_READ_ONLY"]);
  const installed = join(home, "plugins", `resource-atlas-access-v${version}`);
  expect(readdirSync(installed).sort()).toEqual([
    "LICENSE",
    "THIRD-PARTY-LICENSES.txt",
    "pulumi-resource-atlas-access",
  ]);
  const licences = readFileSync(join(installed, "THIRD-PARTY-LICENSES.txt"), "utf8");
  for (const name of ["@grpc/grpc-js", "@pulumi/pulumi", "undici", "zod"])
    expect(licences).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, "m"));
  expect(licences).not.toContain("has no file with the text of its licence");
});
