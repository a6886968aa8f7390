import { acme, blog, callers, globex, shop } from "../../testing/emulator/seed";
import { keyNamed, keysNamed, rolesOf, useAtlasHarness, written } from "../../testing/engine/atlas-harness";
import { errors, warnings } from "../../testing/engine/console-output";
import { storedResource } from "../../testing/engine/deployment";
import { deployer, program } from "../../testing/engine/programs";

const harness = useAtlasHarness({ applied: deployer() });

test("another project moves the assignment: into the new one, then out of the old one", async () => {
  const { engine, atlas } = harness;
  engine.program(deployer({ grant: { projectId: blog } }));

  await engine.up();

  expect(written(atlas)).toEqual(["addGroupApiKey array", "removeGroupApiKey"]);
  const key = keyNamed(atlas, "deployer");
  expect(rolesOf(key, shop)).toEqual([]);
  expect(rolesOf(key, blog)).toEqual(["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"]);
});

test("another key gets the assignment instead of the old one, which stays", async () => {
  const { engine, atlas } = harness;
  engine.program(deployer({ grant: { apiKeyId: callers.reader.id } }));

  await engine.up();

  expect(written(atlas)).toEqual(["addGroupApiKey array", "removeGroupApiKey"]);
  expect(rolesOf(keyNamed(atlas, "deployer"), shop)).toEqual([]);
  expect(rolesOf(keyNamed(atlas, "reader"), shop)).toEqual(["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"]);
});

test("an assignment that is replaced on demand ends with its roles in place, and a warning says that this is all", async () => {
  const { engine, atlas } = harness;

  const result = await engine.up(["--replace", "**::grant"]);

  expect(warnings(result).join()).toContain("After --replace, no action is needed");
  expect(written(atlas)).toEqual(["addGroupApiKey array"]);
  expect(rolesOf(keyNamed(atlas, "deployer"), shop)).toEqual(["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"]);
});

test("a key that is replaced on demand is deleted last, after its assignment was replaced too", async () => {
  const { engine, atlas } = harness;
  const old = keyNamed(atlas, "deployer").id;

  await engine.up(["--replace", "**::key"]);

  expect(written(atlas)).toEqual([
    "createOrgApiKey desc roles",
    "addGroupApiKey array",
    "removeGroupApiKey",
    "deleteOrgApiKey",
  ]);
  const key = keyNamed(atlas, "deployer");
  expect(key.id).not.toBe(old);
  expect(rolesOf(key, shop)).toEqual(["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"]);
  expect(storedResource(await engine.stackExport(), "grant").id).toBe(`${shop}/${key.id}`);
});

test("another organization replaces the key, and while these credentials cannot see it the old key stays", async () => {
  const { engine, atlas } = harness;
  engine.program(
    program(
      `new OrgApiKey("key", { orgId: "${globex}", description: "deployer", roles: ["ORG_READ_ONLY"] });`,
    ),
  );
  expect((await engine.preview()).stdout).toMatch(/\+-1 to replace/);

  const result = await engine.up([], { code: 1 });

  expect(errors(result).join()).toContain(
    `List API keys of organization ${globex}: it does not exist, or API key ownerkey cannot see it`,
  );
  expect(written(atlas)).toEqual([]);
  expect(keysNamed(atlas, "deployer")).toHaveLength(1);
  expect(storedResource(await engine.stackExport(), "key").id).toMatch(acme);
});
