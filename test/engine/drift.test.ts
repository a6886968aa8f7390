import { acme, blog, shop } from "../../testing/emulator/seed";
import { asked, keyNamed, rolesOf, useAtlasHarness, written } from "../../testing/engine/atlas-harness";
import { changedLines } from "../../testing/engine/console-output";
import { storedResource } from "../../testing/engine/deployment";
import { deployer } from "../../testing/engine/programs";

const harness = useAtlasHarness({ applied: deployer() });

/** Changes the key in Atlas: its roles in the organization and in the project shop. */
function setRoles(inAcme: string[], inShop: string[]) {
  harness.atlas.store.edit(({ organizations }) => {
    const key = organizations[0]?.apiKeys?.find(({ desc }) => desc === "deployer");
    if (!key) throw new Error("There is no key deployer");
    key.roles = [
      ...inAcme.map((roleName) => ({ orgId: acme, roleName })),
      ...inShop.map((roleName) => ({ groupId: shop, roleName })),
      { groupId: blog, roleName: "GROUP_OWNER" },
    ];
  });
}

test("a preview with --refresh shows exactly the role that was changed in Atlas", async () => {
  const { engine, atlas } = harness;
  setRoles(["ORG_READ_ONLY"], ["GROUP_OWNER", "GROUP_READ_ONLY"]);

  const shown = changedLines(await engine.preview(["--refresh", "--diff"]));

  expect(shown).toEqual([
    "~ roles: [",
    '~ [0]: "GROUP_CLUSTER_MANAGER" => "GROUP_OWNER"',
    "~ roles: [",
    '~ [0]: "GROUP_OWNER" => "GROUP_CLUSTER_MANAGER"',
  ]);
  expect(written(atlas)).toEqual([]);
});

test("a refresh with --preview-only ends with exit code 7 when a role was changed, and stores nothing", async () => {
  const { engine } = harness;
  setRoles(["ORG_MEMBER", "ORG_OWNER"], ["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"]);
  const before = await engine.stackExport();

  const result = await engine.refresh(["--preview-only", "--expect-no-changes", "--diff"], { code: 7 });

  expect(changedLines(result)).toEqual(["~ roles: [", '~ [0]: "ORG_READ_ONLY" => "ORG_OWNER"']);
  expect((await engine.stackExport()).deployment.resources).toEqual(before.deployment.resources);
});

test("a plain up does not see a changed role, and up with --refresh restores it", async () => {
  const { engine, atlas } = harness;
  setRoles(["ORG_READ_ONLY"], ["GROUP_OWNER"]);

  await engine.up(["--expect-no-changes"]);
  expect(asked(atlas)).toEqual([]);

  await engine.up(["--refresh"]);
  expect(written(atlas)).toEqual(["updateGroupApiKeyRoles roles"]);
  const key = keyNamed(atlas, "deployer");
  expect(rolesOf(key, shop)).toEqual(["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"]);
  expect(rolesOf(key, blog)).toEqual(["GROUP_OWNER"]);
});

test("an ORG_MEMBER that Atlas added and roles in other projects are no drift", async () => {
  const { engine } = harness;
  setRoles(["ORG_MEMBER", "ORG_READ_ONLY"], ["GROUP_READ_ONLY", "GROUP_CLUSTER_MANAGER"]);

  await engine.refresh(["--preview-only", "--expect-no-changes"]);
});

test("a refresh keeps the private key, which Atlas does not show again", async () => {
  const { engine, atlas } = harness;

  await engine.refresh();

  const { outputs } = storedResource(await engine.stackExport(["--show-secrets"]), "key");
  const { privateKey } = keyNamed(atlas, "deployer");
  expect(outputs?.privateKey).toMatchObject({ plaintext: JSON.stringify(privateKey) });
});
