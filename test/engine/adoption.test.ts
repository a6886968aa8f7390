import { acme, callers, shop } from "../../testing/emulator/seed";
import { asked, keyNamed, rolesOf, useAtlasHarness, written } from "../../testing/engine/atlas-harness";
import { errors, stackLines } from "../../testing/engine/console-output";
import { storedResource } from "../../testing/engine/deployment";
import { program } from "../../testing/engine/programs";

const grant = (more: object = {}) =>
  program(
    `new ProjectApiKeyAssignment("grant", ${JSON.stringify({
      projectId: shop,
      apiKeyId: callers.reader.id,
      roles: ["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"],
      ...more,
    })});`,
  );
const harness = useAtlasHarness({ program: grant() });

/** Assigns the key to the project in Atlas. */
function assigned(...roles: string[]) {
  harness.atlas.store.edit(({ organizations: [organization] }) => {
    const key = organization?.apiKeys?.find(({ id }) => id === callers.reader.id);
    key?.roles?.push(...roles.map((roleName) => ({ groupId: shop, roleName })));
  });
}

test("an existing assignment with the same roles needs no write, and counts as created", async () => {
  const { engine, atlas } = harness;
  assigned("GROUP_READ_ONLY", "GROUP_CLUSTER_MANAGER");

  await engine.up();

  expect(written(atlas)).toEqual(["addGroupApiKey array"]);
  expect(storedResource(await engine.stackExport(), "grant").outputs?.adopted).toBeUndefined();
  await engine.refresh(["--preview-only", "--expect-no-changes"]);
});

test("an existing assignment with other roles is an error that names them and how to adopt it", async () => {
  const { engine, atlas } = harness;
  assigned("GROUP_OWNER");

  const result = await engine.up([], { code: 1 });

  expect(errors(result)).toEqual([
    `Assign API key ${callers.reader.id} in project ${shop}: it is assigned there already, with the roles GROUP_OWNER. ` +
      'If a resource was renamed or moved, add `aliases: [{ name: "<old name>" }]`. To adopt it and replace its roles by GROUP_CLUSTER_MANAGER, GROUP_READ_ONLY, set adopt: true; a destroy then leaves it',
  ]);
  expect(stackLines(result)).toEqual([]);
  expect(rolesOf(keyNamed(atlas, "reader"), shop)).toEqual(["GROUP_OWNER"]);
});

test("adopt adopts an assignment with other roles and replaces them, and removing adopt later is no change", async () => {
  const { engine, atlas } = harness;
  assigned("GROUP_OWNER");
  engine.program(grant({ adopt: true }));

  await engine.up();

  expect(written(atlas)).toEqual(["updateGroupApiKeyRoles roles"]);
  expect(rolesOf(keyNamed(atlas, "reader"), shop)).toEqual(["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"]);
  expect(rolesOf(keyNamed(atlas, "reader"), acme)).toEqual(["ORG_READ_ONLY"]);

  atlas.clearRequests();
  engine.program(grant());
  await engine.up(["--expect-no-changes"]);
  expect(asked(atlas)).toEqual([]);
  expect(storedResource(await engine.stackExport(), "grant").outputs?.adopted).toBe(true);
});

test("an assignment whose create response was lost is repaired by the next up", async () => {
  const { engine, atlas } = harness;
  atlas.fail("addGroupApiKey", { kind: "reset-after-commit", times: 1 });
  const result = await engine.up([], { code: 1 });
  expect(errors(result).join()).toContain("It may have been carried out");

  await engine.up();

  expect(rolesOf(keyNamed(atlas, "reader"), shop)).toEqual(["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"]);
  expect(written(atlas)).toEqual(["addGroupApiKey array", "addGroupApiKey array"]);
});
