import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { keysNamed, managed, useAtlasHarness, written } from "../../testing/engine/atlas-harness";
import { deployer } from "../../testing/engine/programs";

const modules = resolve(__dirname, "../../node_modules");
const harness = useAtlasHarness({ applied: deployer() });
const empty = 'require("@pulumi/pulumi");';

/** A project with only the SDK and its dependencies installed. */
function withoutThePackage(): void {
  const own = join(harness.engine.folder, "node_modules");
  mkdirSync(join(own, "@pulumi"), { recursive: true });
  symlinkSync(join(modules, "@pulumi", "pulumi"), join(own, "@pulumi", "pulumi"));
}

test("resources and dependency removed in one commit fail as the troubleshooting page describes, and its steps remove them", async () => {
  const { engine, atlas } = harness;
  // The harness's modules are above the project, where a project without the package must not find it.
  const linked = join(engine.folder, "..", "node_modules");
  rmSync(linked);
  withoutThePackage();
  engine.program({ program: empty, ownModules: true });

  const { stdout } = await engine.up([], { code: 1 });

  expect(stdout).toContain("Cannot find module 'pulumi-atlas-access/host'");
  expect(written(atlas)).toEqual([]);
  expect(await managed(engine)).toEqual(["key", "grant"]);

  symlinkSync(modules, linked);
  await engine.up();
  expect(written(atlas)).toEqual(["removeGroupApiKey", "deleteOrgApiKey"]);
  expect([keysNamed(atlas, "deployer"), await managed(engine)]).toEqual([[], []]);
});
