import { shop } from "../../testing/emulator/seed";
import {
  keyNamed,
  keysNamed,
  managed,
  rolesOf,
  useAtlasHarness,
  written,
} from "../../testing/engine/atlas-harness";
import { errors, stackLines } from "../../testing/engine/console-output";
import { deployer } from "../../testing/engine/programs";

const harness = useAtlasHarness({ applied: deployer() });

function deleteKey() {
  harness.atlas.store.edit(({ organizations: [acme] }) => {
    if (acme) acme.apiKeys = acme.apiKeys?.filter(({ desc }) => desc !== "deployer");
  });
}

function unassignKey() {
  harness.atlas.store.edit(({ organizations: [acme] }) => {
    const key = acme?.apiKeys?.find(({ desc }) => desc === "deployer");
    if (key) key.roles = key.roles?.filter(({ groupId }) => groupId !== shop);
  });
}

test("a key deleted in Atlas leaves the state with its assignment, and the next up makes both again", async () => {
  const { engine, atlas } = harness;
  deleteKey();

  await engine.refresh();
  expect(await managed(engine)).toEqual([]);

  await engine.up();
  expect(written(atlas)).toEqual(["createOrgApiKey desc roles", "addGroupApiKey array"]);
  expect(rolesOf(keyNamed(atlas, "deployer"), shop)).toHaveLength(2);
});

test("an assignment removed in Atlas leaves the state without its key, and the next up assigns it again", async () => {
  const { engine, atlas } = harness;
  const { id } = keyNamed(atlas, "deployer");
  unassignKey();

  await engine.refresh();
  expect(await managed(engine)).toEqual(["key"]);

  await engine.up();
  expect(written(atlas)).toEqual(["addGroupApiKey array"]);
  expect(keyNamed(atlas, "deployer").id).toBe(id);
  expect(rolesOf(keyNamed(atlas, "deployer"), shop)).toHaveLength(2);
});

test("destroy succeeds when key and assignment are deleted already", async () => {
  const { engine } = harness;
  deleteKey();

  await engine.destroy();

  expect(await managed(engine)).toEqual([]);
});

test("a key that is missing within two minutes of its creation is an error, and never counts as deleted", async () => {
  const { engine, atlas } = harness;
  await engine.destroy();
  harness.behindMs = 0;
  await engine.up();
  const { id } = keyNamed(atlas, "deployer");
  deleteKey();

  const result = await engine.refresh([], { code: 1 });

  expect(errors(result).join()).toContain(
    `Read API key ${id} in organization 5f0000000000000000000001: Atlas does not show it, but it was created less than two minutes ago`,
  );
  expect(stackLines(result)).toEqual([]);
  expect(await managed(engine)).toEqual(["key", "grant"]);
  expect(keysNamed(atlas, "deployer")).toEqual([]);
});
