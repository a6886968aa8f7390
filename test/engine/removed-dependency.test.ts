import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { keysNamed, managed, useAtlasLab, written } from "../../testing/engine/atlas-harness";
import { deployer } from "../../testing/engine/programs";

const modules = resolve(__dirname, "../../node_modules");
const world = useAtlasLab({ applied: deployer() });
const empty = 'require("@pulumi/pulumi");';

/** A project whose modules are the SDK's alone; all that the SDK needs is found beside it. */
function withoutThePackage(): void {
  const own = join(world.lab.folder, "node_modules");
  mkdirSync(join(own, "@pulumi"), { recursive: true });
  symlinkSync(join(modules, "@pulumi", "pulumi"), join(own, "@pulumi", "pulumi"));
}

test("resources and dependency removed in one commit end as the troubleshooting says, and go as it says", async () => {
  const { lab, atlas } = world;
  // The lab's modules are above the project, where a project without the package must not find it.
  const linked = join(lab.folder, "..", "node_modules");
  rmSync(linked);
  withoutThePackage();
  lab.program({ program: empty, ownModules: true });

  const { stdout } = await lab.up([], { code: 1 });

  expect(stdout).toContain("Cannot find module 'pulumi-atlas-access/host'");
  expect(written(atlas)).toEqual([]);
  expect(await managed(lab)).toEqual(["key", "grant"]);

  symlinkSync(modules, linked);
  await lab.up();
  expect(written(atlas)).toEqual(["removeGroupApiKey", "deleteOrgApiKey"]);
  expect([keysNamed(atlas, "deployer"), await managed(lab)]).toEqual([[], []]);
});
