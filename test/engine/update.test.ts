import { acme, shop } from "../../testing/emulator/seed";
import { asked, keyNamed, rolesOf, useAtlasHarness } from "../../testing/engine/atlas-harness";
import { storedResource } from "../../testing/engine/deployment";
import { deployer } from "../../testing/engine/programs";

const harness = useAtlasHarness({ applied: deployer() });

test("an up and a preview without a change make no request and log nothing", async () => {
  const { engine, atlas } = harness;

  await engine.up(["--expect-no-changes"]);
  await engine.preview(["--expect-no-changes"]);

  expect(atlas.requests).toEqual([]);
});

test("the order of roles, roles named twice and flags set to their default are no change", async () => {
  const { engine, atlas } = harness;
  engine.program(
    deployer({
      key: { roles: ["ORG_READ_ONLY", "ORG_READ_ONLY"], duplicates: "warn", allowLockout: false },
      grant: { roles: ["GROUP_READ_ONLY", "GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"], adopt: false },
    }),
  );

  await engine.preview(["--expect-no-changes"]);

  expect(atlas.requests).toEqual([]);
});

test("a new description is sent without roles", async () => {
  const { engine, atlas } = harness;
  engine.program(deployer({ key: { description: "deployer of the shop" } }));

  await engine.up();

  expect(asked(atlas)).toEqual(["updateOrgApiKey desc"]);
  expect(rolesOf(keyNamed(atlas, "deployer of the shop"), acme)).toEqual(["ORG_READ_ONLY"]);
});

test("new roles of a key are sent as the complete list, without its description", async () => {
  const { engine, atlas } = harness;
  engine.program(deployer({ key: { roles: ["ORG_GROUP_CREATOR", "ORG_BILLING_READ_ONLY"] } }));

  await engine.up();

  expect(asked(atlas)).toEqual(["updateOrgApiKey roles"]);
  const key = keyNamed(atlas, "deployer");
  expect(rolesOf(key, acme)).toEqual(["ORG_BILLING_READ_ONLY", "ORG_GROUP_CREATOR"]);
  expect(rolesOf(key, shop)).toEqual(["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"]);
});

test("new roles in a project replace the old ones, and the key's description is not sent", async () => {
  const { engine, atlas } = harness;
  engine.program(deployer({ grant: { roles: ["GROUP_OWNER"] } }));

  await engine.up();

  expect(asked(atlas)).toEqual(["getSystemStatus", "updateGroupApiKeyRoles roles"]);
  expect(rolesOf(keyNamed(atlas, "deployer"), shop)).toEqual(["GROUP_OWNER"]);
});

test("a flag is set and unset without a request, and is in the state only while it is set", async () => {
  const { engine, atlas } = harness;
  const flags = async () => {
    const state = await engine.stackExport();
    const [key, grant] = [storedResource(state, "key"), storedResource(state, "grant")];
    return [
      key.inputs?.duplicates,
      key.outputs?.duplicates,
      grant.inputs?.deleteOnDestroy,
      grant.outputs?.deleteOnDestroy,
    ];
  };
  engine.program(deployer({ key: { duplicates: "refuse" }, grant: { deleteOnDestroy: true } }));
  await engine.up();
  expect(await flags()).toEqual(["refuse", "refuse", true, true]);

  engine.program(deployer());
  await engine.up();
  expect(await flags()).toEqual([undefined, undefined, undefined, undefined]);
  expect(atlas.requests).toEqual([]);
});

test("the preview of a key with other roles and another description shows its assignment unchanged", async () => {
  const { engine } = harness;
  engine.program(deployer({ key: { roles: ["ORG_OWNER"], description: "owner now" } }));

  const { stdout } = await engine.preview();

  expect(stdout).toMatch(/Resources:\n +~ 1 to update\n +2 unchanged/);
});

test("an up with --target changes that resource alone", async () => {
  const { engine, atlas } = harness;
  engine.program(deployer({ key: { roles: ["ORG_OWNER"] }, grant: { roles: ["GROUP_OWNER"] } }));

  await engine.up(["--target", "**::grant"]);

  expect(asked(atlas)).toEqual(["getSystemStatus", "updateGroupApiKeyRoles roles"]);
});
