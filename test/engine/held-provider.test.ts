import { acme, shop } from "../../testing/emulator/seed";
import { asked, keyNamed, rolesOf, useAtlasLab, written } from "../../testing/engine/atlas-harness";
import { storedResource } from "../../testing/engine/deployment";

const held = (roles: readonly string[]) => `
const pulumi = require("@pulumi/pulumi");
const { orgApiKeyProvider, projectApiKeyAssignmentProvider } = require("pulumi-atlas-access");
const key = new pulumi.dynamic.Resource(
  orgApiKeyProvider,
  "key",
  { orgId: "${acme}", description: "deployer", roles: ["ORG_READ_ONLY"], apiKeyId: undefined, privateKey: undefined },
  { additionalSecretOutputs: ["privateKey"] },
);
new pulumi.dynamic.Resource(
  projectApiKeyAssignmentProvider,
  "grant",
  { projectId: "${shop}", apiKeyId: key.apiKeyId, roles: ${JSON.stringify(roles)} },
  { deleteBeforeReplace: true },
);
`;
const world = useAtlasLab({ program: held(["GROUP_READ_ONLY"]) });

test("the plain providers serve resources that a program makes of them by itself", async () => {
  const { lab, atlas } = world;

  await lab.up();
  const key = keyNamed(atlas, "deployer");
  expect(rolesOf(key, shop)).toEqual(["GROUP_READ_ONLY"]);
  const stored = storedResource(await lab.stackExport(["--show-secrets"]), "key");
  expect(stored.outputs).toMatchObject({ privateKey: { plaintext: JSON.stringify(key.privateKey) } });
  expect(JSON.stringify(await lab.stackExport())).not.toContain(key.privateKey);

  atlas.clearRequests();
  await lab.preview(["--expect-no-changes"]);
  lab.program(held(["GROUP_OWNER"]));
  await lab.up();
  expect(asked(atlas)).toEqual(["getSystemStatus", "updateGroupApiKeyRoles roles"]);

  lab.program('throw new Error("the program must not run");');
  await lab.refresh(["--expect-no-changes"]);
  await lab.destroy();
  expect(written(atlas).slice(-2)).toEqual(["removeGroupApiKey", "deleteOrgApiKey"]);
});

test("the state of a resource made of a plain provider names no path of this machine and holds no credentials", async () => {
  const { lab } = world;

  await lab.up();

  const text = String(storedResource(await lab.stackExport(), "key").inputs?.__provider);
  expect(text).toContain('require("pulumi-atlas-access/host")');
  expect(text).not.toContain(process.cwd());
});
