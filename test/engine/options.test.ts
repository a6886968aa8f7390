import { shop } from "../../testing/emulator/seed";
import {
  asked,
  keyNamed,
  keysNamed,
  managed,
  rolesOf,
  useAtlasHarness,
  written,
} from "../../testing/engine/atlas-harness";
import { deployer } from "../../testing/engine/programs";

const harness = useAtlasHarness({ applied: deployer() });
const broken = 'throw new Error("the program must not run");';

test("a protected key is not deleted until its protection is removed", async () => {
  const { engine, atlas } = harness;
  engine.program(deployer({ keyOptions: { protect: true } }));
  await engine.up();

  const { stdout } = await engine.destroy([], { code: 1 });
  expect(stdout).toContain("because it is protected");
  expect(keysNamed(atlas, "deployer")).toHaveLength(1);

  engine.program(deployer());
  await engine.up();
  await engine.destroy();
  expect(keysNamed(atlas, "deployer")).toEqual([]);
});

test("a key with retainOnDelete leaves the state and stays in Atlas", async () => {
  const { engine, atlas } = harness;
  engine.program(deployer({ keyOptions: { retainOnDelete: true } }));
  await engine.up();

  await engine.destroy();

  expect(written(atlas)).toEqual(["removeGroupApiKey"]);
  expect(keysNamed(atlas, "deployer")).toHaveLength(1);
  expect(await managed(engine)).toEqual([]);
});

test("a resource that the program no longer names is removed, the assignment without its key", async () => {
  const { engine, atlas } = harness;
  engine.program(deployer().replace(/new ProjectApiKeyAssignment\([\s\S]*\);/, ""));

  await engine.up();

  expect(written(atlas)).toEqual(["removeGroupApiKey"]);
  expect(rolesOf(keyNamed(atlas, "deployer"), shop)).toEqual([]);
});

test("refresh and destroy work without the program", async () => {
  const { engine, atlas } = harness;
  engine.program(broken);

  await engine.refresh(["--expect-no-changes"]);
  await engine.destroy();

  expect(written(atlas)).toEqual(["removeGroupApiKey", "deleteOrgApiKey"]);
  expect(keysNamed(atlas, "deployer")).toEqual([]);
});

test("refresh and destroy work on the assignment alone", async () => {
  const { engine, atlas } = harness;

  await engine.refresh(["--target", "**::grant"]);
  await engine.destroy(["--target", "**::grant"]);

  expect(asked(atlas)).not.toContain("deleteOrgApiKey");
  expect(rolesOf(keyNamed(atlas, "deployer"), shop)).toEqual([]);
});
