import { acme, shop } from "../../testing/emulator/seed";
import { asked, keyNamed, rolesOf, useAtlasHarness, written } from "../../testing/engine/atlas-harness";
import { storedResource } from "../../testing/engine/deployment";
import { deployer, program } from "../../testing/engine/programs";

const harness = useAtlasHarness({ program: deployer() });

test("an up creates a key and its assignment, after one list request for duplicates", async () => {
  const { engine, atlas } = harness;

  await engine.up();

  expect(asked(atlas)).toEqual(["listOrgApiKeys", "createOrgApiKey desc roles", "addGroupApiKey array"]);
  const key = keyNamed(atlas, "deployer");
  expect(rolesOf(key, acme)).toEqual(["ORG_READ_ONLY"]);
  expect(rolesOf(key, shop)).toEqual(["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"]);
  const state = await engine.stackExport();
  expect(storedResource(state, "key").id).toBe(`${acme}/${key.id}`);
  expect(storedResource(state, "grant").id).toBe(`${shop}/${key.id}`);
});

test("a preview of resources that do not exist yet passes unknown values through, and makes one listing", async () => {
  const { engine, atlas } = harness;
  engine.program(
    program(`
const key = new OrgApiKey("key", { orgId: "${acme}", description: "deployer", roles: ["ORG_READ_ONLY"] });
const later = (value) => key.publicKey.apply(() => value);
const projectId = later("${shop}");
new ProjectApiKeyAssignment("whole", { projectId, apiKeyId: key.apiKeyId, roles: later(["GROUP_OWNER"]) });
new OrgApiKey("parts", {
  orgId: later("${acme}"),
  description: pulumi.interpolate\`beside \${key.publicKey}\`,
  roles: ["ORG_READ_ONLY", later("ORG_GROUP_CREATOR")],
});`),
  );

  const { stdout } = await engine.preview();
  expect(stdout).toContain("+ 4 to create");
  expect(asked(atlas)).toEqual(["listOrgApiKeys"]);

  await engine.up();
  const { id, publicKey } = keyNamed(atlas, "deployer");
  expect(rolesOf(keyNamed(atlas, "deployer"), shop)).toEqual(["GROUP_OWNER"]);
  expect(rolesOf(keyNamed(atlas, `beside ${publicKey}`), acme)).toEqual([
    "ORG_GROUP_CREATOR",
    "ORG_READ_ONLY",
  ]);
  expect(id).toMatch(/^[a-f0-9]{24}$/);
});

test("an input that is unknown in the preview and wrong in the end is refused before any request", async () => {
  const { engine, atlas } = harness;
  await engine.up();
  atlas.clearRequests();
  engine.program(`${deployer()}
const roles = key.publicKey.apply(() => ["ORG_REED_ONLY"]);
new OrgApiKey("second", { orgId: "${acme}", description: "second", roles });`);

  const { stdout } = await engine.up([], { code: 1 });

  expect(stdout).toContain('roles[0]: "ORG_REED_ONLY" is not a role: did you mean ORG_READ_ONLY?');
  expect(asked(atlas)).toEqual([]);
});

test("two stacks can work on one organization at once", async () => {
  const { engine, atlas } = harness;
  await engine.expect(["stack", "init", "other"]);
  await engine.expect(["config", "cp", "--stack", "dev", "--dest", "other"]);

  const both = await Promise.all([engine.up(["--stack", "dev"]), engine.up(["--stack", "other"])]);

  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  expect(written(atlas).sort()).toEqual([
    ...["addGroupApiKey array", "addGroupApiKey array"],
    ...["createOrgApiKey desc roles", "createOrgApiKey desc roles"],
  ]);
  const ids = await Promise.all(
    ["dev", "other"].map(
      async (stack) => storedResource(await engine.stackExport(["--stack", stack]), "key").id,
    ),
  );
  expect(new Set(ids).size).toBe(2);
});
