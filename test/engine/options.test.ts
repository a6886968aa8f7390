import { shop } from "../../testing/emulator/seed";
import {
  asked,
  keyNamed,
  keysNamed,
  managed,
  rolesOf,
  useAtlasLab,
  written,
} from "../../testing/engine/atlas-harness";
import { deployer } from "../../testing/engine/programs";

const world = useAtlasLab({ applied: deployer() });
const broken = 'throw new Error("the program must not run");';

test("a protected key is not deleted, until its protection is taken away", async () => {
  const { lab, atlas } = world;
  lab.program(deployer({ keyOptions: { protect: true } }));
  await lab.up();

  const { stdout } = await lab.destroy([], { code: 1 });
  expect(stdout).toContain("because it is protected");
  expect(keysNamed(atlas, "deployer")).toHaveLength(1);

  lab.program(deployer());
  await lab.up();
  await lab.destroy();
  expect(keysNamed(atlas, "deployer")).toEqual([]);
});

test("a key with retainOnDelete leaves the state and stays in Atlas", async () => {
  const { lab, atlas } = world;
  lab.program(deployer({ keyOptions: { retainOnDelete: true } }));
  await lab.up();

  await lab.destroy();

  expect(written(atlas)).toEqual(["removeGroupApiKey"]);
  expect(keysNamed(atlas, "deployer")).toHaveLength(1);
  expect(await managed(lab)).toEqual([]);
});

test("a resource that the program no longer names is removed, the assignment without its key", async () => {
  const { lab, atlas } = world;
  lab.program(deployer().replace(/new ProjectApiKeyAssignment\([\s\S]*\);/, ""));

  await lab.up();

  expect(written(atlas)).toEqual(["removeGroupApiKey"]);
  expect(rolesOf(keyNamed(atlas, "deployer"), shop)).toEqual([]);
});

test("refresh and destroy work without the program", async () => {
  const { lab, atlas } = world;
  lab.program(broken);

  await lab.refresh(["--expect-no-changes"]);
  await lab.destroy();

  expect(written(atlas)).toEqual(["removeGroupApiKey", "deleteOrgApiKey"]);
  expect(keysNamed(atlas, "deployer")).toEqual([]);
});

test("refresh and destroy work on the assignment alone", async () => {
  const { lab, atlas } = world;

  await lab.refresh(["--target", "**::grant"]);
  await lab.destroy(["--target", "**::grant"]);

  expect(asked(atlas)).not.toContain("deleteOrgApiKey");
  expect(rolesOf(keyNamed(atlas, "deployer"), shop)).toEqual([]);
});
