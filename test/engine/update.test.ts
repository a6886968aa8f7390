import { acme, shop } from "../../testing/emulator/seed";
import { asked, keyNamed, rolesOf, useAtlasHarness, written } from "../../testing/engine/atlas-harness";
import { storedResource } from "../../testing/engine/deployment";
import { deployer } from "../../testing/engine/programs";

/** A second key with a role in the project. */
const reporter = (more: object = {}) => `
const reporter = new OrgApiKey("reporter", ${JSON.stringify({
  orgId: acme,
  description: "reporter",
  roles: ["ORG_READ_ONLY"],
  ...more,
})});
new ProjectApiKeyAssignment("reports", {
  projectId: "${shop}", apiKeyId: reporter.apiKeyId, roles: ["GROUP_READ_ONLY"],
});
`;
const harness = useAtlasHarness({ applied: deployer() + reporter() });

test("an up without a change makes no request and logs nothing", async () => {
  const { engine, atlas } = harness;

  await engine.up(["--expect-no-changes"]);

  expect(atlas.requests).toEqual([]);
});

test("an up sends what differs: a description without roles, roles without a description, roles in a project alone", async () => {
  const { engine, atlas } = harness;
  engine.program(
    deployer({ key: { description: "deployer of the shop" }, grant: { roles: ["GROUP_OWNER"] } }) +
      reporter({ roles: ["ORG_GROUP_CREATOR", "ORG_BILLING_READ_ONLY"] }),
  );

  await engine.up();

  expect(written(atlas).sort()).toEqual([
    "updateGroupApiKeyRoles roles",
    "updateOrgApiKey desc",
    "updateOrgApiKey roles",
  ]);
  const [key, other] = [keyNamed(atlas, "deployer of the shop"), keyNamed(atlas, "reporter")];
  expect([rolesOf(key, acme), rolesOf(key, shop)]).toEqual([["ORG_READ_ONLY"], ["GROUP_OWNER"]]);
  expect([rolesOf(other, acme), rolesOf(other, shop)]).toEqual([
    ["ORG_BILLING_READ_ONLY", "ORG_GROUP_CREATOR"],
    ["GROUP_READ_ONLY"],
  ]);
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
  engine.program(deployer({ key: { duplicates: "refuse" }, grant: { deleteOnDestroy: true } }) + reporter());
  await engine.up();
  expect(await flags()).toEqual(["refuse", "refuse", true, true]);

  engine.program(deployer() + reporter());
  await engine.up();
  expect(await flags()).toEqual([undefined, undefined, undefined, undefined]);
  expect(atlas.requests).toEqual([]);
});

test("the preview of a key with other roles and another description shows its assignment unchanged", async () => {
  const { engine } = harness;
  engine.program(deployer({ key: { roles: ["ORG_OWNER"], description: "owner now" } }) + reporter());

  const { stdout } = await engine.preview();

  expect(stdout).toMatch(/Resources:\n +~ 1 to update\n +4 unchanged/);
});

test("an up with --target changes that resource alone", async () => {
  const { engine, atlas } = harness;
  engine.program(deployer({ key: { roles: ["ORG_OWNER"] }, grant: { roles: ["GROUP_OWNER"] } }) + reporter());

  await engine.up(["--target", "**::grant"]);

  expect(asked(atlas)).toEqual(["getSystemStatus", "updateGroupApiKeyRoles roles"]);
});
