import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { secretSignature, signatureKey } from "../../provider/host/sdk-internals";
import { acme, callers, globex } from "../../testing/emulator/seed";
import { asked, keyNamed, rolesOf, signIn, useAtlasHarness } from "../../testing/engine/atlas-harness";
import { errors, stackLines } from "../../testing/engine/console-output";
import { storedResource } from "../../testing/engine/deployment";
import { program } from "../../testing/engine/programs";

/** The key that the provider itself uses, as a resource. */
const inputs = { orgId: acme, description: "owner", roles: ["ORG_OWNER"] };
const own = (more: object = {}) =>
  program(`new OrgApiKey("own", ${JSON.stringify({ ...inputs, ...more })});`);
const harness = useAtlasHarness({ program: own() });
const { id, publicKey, privateKey } = callers.owner;

/** Adds the key to the state: imports a handwritten deployment, and runs an `up` that stores the caller. */
async function manageOwnKey() {
  const { engine } = harness;
  // An empty program's up leaves the stack resource that others need as their parent.
  engine.program("");
  await engine.up();
  const state = structuredClone(await engine.stackExport());
  const resources = [...(state.deployment.resources ?? [])];
  const __provider = 'exports.handler=()=>require("pulumi-atlas-access/host").orgApiKey';
  const type = "pulumi-nodejs:dynamic/atlas:OrgApiKey";
  const stack = "urn:pulumi:dev::lab::pulumi:pulumi:Stack::lab-dev";
  const provider = "urn:pulumi:dev::lab::pulumi:providers:pulumi-nodejs::default";
  const providerId = "00000000-0000-4000-8000-000000000001";
  resources.push(
    { urn: provider, custom: true, type: "pulumi:providers:pulumi-nodejs", id: providerId },
    {
      urn: `urn:pulumi:dev::lab::${type}::own`,
      custom: true,
      type,
      id: `${acme}/${id}`,
      parent: stack,
      provider: `${provider}::${providerId}`,
      inputs: { __provider, ...inputs },
      outputs: { __provider, ...inputs, apiKeyId: id, publicKey, privateKey: secret(privateKey) },
      additionalSecretOutputs: ["privateKey"],
    },
  );
  const file = join(engine.sandbox.folder, "deployment.json");
  writeFileSync(file, JSON.stringify({ ...state, deployment: { ...state.deployment, resources } }));
  await engine.expect(["stack", "import", "--file", file]);
  engine.program(own());
  await engine.up(["--expect-no-changes"]);
  engine.save();
}

const secret = (text: string) => ({
  [signatureKey]: secretSignature,
  plaintext: JSON.stringify(text),
});

beforeAll(manageOwnKey);

test("an existing key is imported with a hand-written deployment", async () => {
  const { engine } = harness;

  await engine.preview(["--refresh", "--expect-no-changes"]);

  expect(JSON.stringify(await engine.stackExport())).not.toContain(privateKey);
});

test("taking ORG_OWNER from the key that the provider uses is refused in the preview", async () => {
  const { engine, atlas } = harness;
  engine.program(own({ roles: ["ORG_READ_ONLY"] }));

  const result = await engine.preview([], { code: 1 });

  expect(errors(result)).toEqual([
    `Update API key ${id} ("owner"): it is the key that this provider uses, and this takes ORG_OWNER from it. ` +
      "Use other credentials, or set allowLockout: true",
  ]);
  expect(stackLines(result)).toEqual([]);
  expect(asked(atlas)).toEqual([]);
});

test("replacing the key that the provider uses is refused in the preview", async () => {
  const { engine, atlas } = harness;
  engine.program(own({ orgId: globex }));

  const result = await engine.preview([], { code: 1 });

  expect(errors(result)).toEqual([
    `Replace API key ${id} ("owner"): it is the key that this provider uses. ` +
      "Use other credentials, or apply allowLockout: true in an `up` of its own first",
  ]);
  expect(asked(atlas)).toEqual([]);
});

test("deleting the key that the provider uses is refused before its request", async () => {
  const { engine, atlas } = harness;

  const result = await engine.destroy([], { code: 1 });

  expect(errors(result)).toEqual([expect.stringContaining(`Delete API key ${id} ("owner"): it is the key`)]);
  expect(stackLines(result)).toEqual([]);
  expect(asked(atlas)).toEqual([]);
  expect(storedResource(await engine.stackExport(), "own").id).toBe(`${acme}/${id}`);
});

test("with other credentials the key is one like any other", async () => {
  const { engine, atlas } = harness;
  engine.program(own({ roles: ["ORG_READ_ONLY"] }));
  atlas.store.edit(({ organizations: [organization] }) => {
    const reader = organization?.apiKeys?.find(({ desc }) => desc === "reader");
    if (reader) reader.roles = [{ orgId: acme, roleName: "ORG_OWNER" }];
  });
  await engine.configAll(signIn(callers.reader));

  await engine.up();

  expect(rolesOf(keyNamed(atlas, "owner"), acme)).toEqual(["ORG_READ_ONLY"]);
});
