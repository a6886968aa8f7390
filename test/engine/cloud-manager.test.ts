import { acme, shop } from "../../testing/emulator/seed";
import {
  asked,
  keyNamed,
  keysNamed,
  rolesOf,
  useAtlasHarness,
  written,
} from "../../testing/engine/atlas-harness";
import { changedLines } from "../../testing/engine/console-output";
import { deployer } from "../../testing/engine/programs";

const roles = ["GROUP_MONITORING_ADMIN", "GROUP_READ_ONLY"];
const harness = useAtlasHarness({
  program: deployer({ grant: { roles } }),
  config: { "mongodbatlas:api": "cloud-manager" },
});

beforeEach(() => {
  harness.atlas.store.edit(({ organizations }) => {
    for (const organization of organizations) {
      organization.product = "cloud-manager";
      for (const project of organization.projects ?? []) project.product = "cloud-manager";
    }
  });
});

/** Grants the key another role in the project in Cloud Manager. */
function takeOverByHand() {
  harness.atlas.store.edit(({ organizations }) => {
    const key = organizations[0]?.apiKeys?.find(({ desc }) => desc === "deployer");
    if (!key) throw new Error("There is no key deployer");
    key.roles = [
      { orgId: acme, roleName: "ORG_READ_ONLY" },
      { groupId: shop, roleName: "GROUP_OWNER" },
    ];
  });
}

test("a key and its assignment are created, drift, are repaired and destroyed, all with its own API", async () => {
  const { engine, atlas } = harness;

  await engine.up();
  expect(written(atlas)).toEqual(["createOrgApiKey desc roles", "updateGroupApiKeyRoles roles"]);
  expect(rolesOf(keyNamed(atlas, "deployer"), shop)).toEqual(roles);
  const assignment = `/api/public/v1.0/groups/${shop}/apiKeys/${keyNamed(atlas, "deployer").id}`;
  expect(atlas.requests).toContainEqual(expect.objectContaining({ method: "PATCH", path: assignment }));

  takeOverByHand();
  const shown = changedLines(await engine.preview(["--refresh", "--diff"]));
  expect(shown).toContain('~ [0]: "GROUP_MONITORING_ADMIN" => "GROUP_OWNER"');

  atlas.clearRequests();
  await engine.up(["--refresh"]);
  expect(written(atlas)).toEqual(["updateGroupApiKeyRoles roles"]);
  expect(rolesOf(keyNamed(atlas, "deployer"), shop)).toEqual(roles);

  await engine.destroy();
  expect(keysNamed(atlas, "deployer")).toEqual([]);
  expect(asked(atlas).slice(-2)).toEqual(["removeGroupApiKey", "deleteOrgApiKey"]);
  const elsewhere = atlas.requests.filter(({ path }) => !path.startsWith("/api/public/v1.0/"));
  expect(elsewhere).toEqual([]);
});

test("a stack that calls the wrong API fails with the setting to change, and works once it is set", async () => {
  const { engine, atlas } = harness;
  await engine.config("mongodbatlas:api", "atlas");

  const { stdout } = await engine.up([], { code: 1 });

  expect(stdout).toContain("It belongs to Cloud Manager: set mongodbatlas:api to cloud-manager");
  expect(written(atlas)).toEqual([]);
  await engine.config("mongodbatlas:api", "cloud-manager");
  await engine.up();
  expect(keysNamed(atlas, "deployer")).toHaveLength(1);
});
