import { acme, shop } from "../../testing/emulator/seed";
import { asked, keyNamed, rolesOf, useAtlasHarness, written } from "../../testing/engine/atlas-harness";
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
const harness = useAtlasHarness({ program: held(["GROUP_READ_ONLY"]) });

test("the plain providers serve resources that a program makes of them by itself", async () => {
  const { engine, atlas } = harness;

  await engine.up();
  const key = keyNamed(atlas, "deployer");
  expect(rolesOf(key, shop)).toEqual(["GROUP_READ_ONLY"]);
  const stored = storedResource(await engine.stackExport(["--show-secrets"]), "key");
  expect(stored.outputs).toMatchObject({ privateKey: { plaintext: JSON.stringify(key.privateKey) } });
  expect(JSON.stringify(await engine.stackExport())).not.toContain(key.privateKey);

  atlas.clearRequests();
  await engine.preview(["--expect-no-changes"]);
  engine.program(held(["GROUP_OWNER"]));
  await engine.up();
  expect(asked(atlas)).toEqual(["getSystemStatus", "updateGroupApiKeyRoles roles"]);

  engine.program('throw new Error("the program must not run");');
  await engine.refresh(["--expect-no-changes"]);
  await engine.destroy();
  expect(written(atlas).slice(-2)).toEqual(["removeGroupApiKey", "deleteOrgApiKey"]);
});

test("the state of a resource with a plain provider contains no path of this machine and no credentials", async () => {
  const { engine } = harness;

  await engine.up();

  const text = String(storedResource(await engine.stackExport(), "key").inputs?.__provider);
  expect(text).toContain('require("pulumi-atlas-access/host")');
  expect(text).not.toContain(process.cwd());
});
