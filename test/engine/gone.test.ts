import { shop } from "../../testing/emulator/seed";
import {
  keyNamed,
  keysNamed,
  managed,
  rolesOf,
  useAtlasLab,
  written,
} from "../../testing/engine/atlas-harness";
import { errors, stackLines } from "../../testing/engine/console-output";
import { deployer } from "../../testing/engine/programs";

const world = useAtlasLab({ applied: deployer() });

function deleteKey() {
  world.atlas.store.edit(({ organizations: [acme] }) => {
    if (acme) acme.apiKeys = acme.apiKeys?.filter(({ desc }) => desc !== "deployer");
  });
}

function unassignKey() {
  world.atlas.store.edit(({ organizations: [acme] }) => {
    const key = acme?.apiKeys?.find(({ desc }) => desc === "deployer");
    if (key) key.roles = key.roles?.filter(({ groupId }) => groupId !== shop);
  });
}

test("a key deleted in Atlas leaves the state with its assignment, and the next up makes both again", async () => {
  const { lab, atlas } = world;
  deleteKey();

  await lab.refresh();
  expect(await managed(lab)).toEqual([]);

  await lab.up();
  expect(written(atlas)).toEqual(["createOrgApiKey desc roles", "addGroupApiKey array"]);
  expect(rolesOf(keyNamed(atlas, "deployer"), shop)).toHaveLength(2);
});

test("an assignment removed in Atlas leaves the state without its key, and the next up assigns it again", async () => {
  const { lab, atlas } = world;
  const { id } = keyNamed(atlas, "deployer");
  unassignKey();

  await lab.refresh();
  expect(await managed(lab)).toEqual(["key"]);

  await lab.up();
  expect(written(atlas)).toEqual(["addGroupApiKey array"]);
  expect(keyNamed(atlas, "deployer").id).toBe(id);
  expect(rolesOf(keyNamed(atlas, "deployer"), shop)).toHaveLength(2);
});

test("destroy succeeds when key and assignment are gone already", async () => {
  const { lab } = world;
  deleteKey();

  await lab.destroy();

  expect(await managed(lab)).toEqual([]);
});

test("a key that vanished within two minutes of its creation is an error, never gone", async () => {
  const { lab, atlas } = world;
  await lab.destroy();
  world.behindMs = 0;
  await lab.up();
  const { id } = keyNamed(atlas, "deployer");
  deleteKey();

  const result = await lab.refresh([], { code: 1 });

  expect(errors(result).join()).toContain(
    `Read API key ${id} in organization 5f0000000000000000000001: Atlas does not show it, but it was created less than two minutes ago`,
  );
  expect(stackLines(result)).toEqual([]);
  expect(await managed(lab)).toEqual(["key", "grant"]);
  expect(keysNamed(atlas, "deployer")).toEqual([]);
});
