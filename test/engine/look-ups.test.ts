import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { acme, callers, shop } from "../../testing/emulator/seed";
import { asJavaScript } from "../../testing/engine/as-javascript";
import { asked, keyNamed, rolesOf, useAtlasHarness, written } from "../../testing/engine/atlas-harness";
import { diagnostics, errors, stackLines } from "../../testing/engine/console-output";
import { storedResource } from "../../testing/engine/deployment";

const harness = useAtlasHarness({ config: { "lab:projectName": "shop" } });

/** A program whose stack outputs are what the body returns. */
const looking = (body: string) => `
const pulumi = require("@pulumi/pulumi");
const atlas = require("pulumi-atlas-access");
module.exports = async () => {${body}};`;

const example = asJavaScript(readFileSync(resolve(__dirname, "../../examples/look-ups/index.ts"), "utf8"));
const reader = `${acme}/${callers.reader.id}`;

async function outputs(): Promise<Record<string, unknown>> {
  return JSON.parse((await harness.engine.expect(["stack", "output", "--json", "--show-secrets"])).stdout);
}

test("the example looks up existing objects, waits for the created ones, and leaves what it only reads", async () => {
  const { engine, atlas } = harness;
  engine.program(example);

  const preview = await engine.preview();
  expect(preview.stdout).toContain("+ 3 to create");
  expect(written(atlas)).toEqual([]);

  const up = await engine.up();
  expect(await outputs()).toEqual({
    calledBy: callers.owner.publicKey,
    organization: "Acme",
    organizations: ["Acme"],
    projects: ["blog", "shop"],
    reporterRoles: [{ projectId: shop, roles: ["GROUP_READ_ONLY"] }],
    owners: ["owner"],
    ownerRoles: ["ORG_OWNER"],
  });
  const state = await engine.stackExport();
  expect(storedResource(state, "owner")).toMatchObject({ external: true, id: `${acme}/${callers.owner.id}` });
  const { privateKey = "" } = keyNamed(atlas, "Reports on shop");
  for (const text of [preview.stdout, up.stdout, up.stderr, JSON.stringify(state)]) {
    expect(text).not.toContain(privateKey);
    expect(text).not.toContain(callers.owner.privateKey);
  }

  await engine.preview(["--expect-no-changes"]);
  await engine.refresh(["--expect-no-changes"]);
  await engine.destroy();
  expect(keyNamed(atlas, "owner").id).toBe(callers.owner.id);
  expect(written(atlas).filter((request) => request.startsWith("delete"))).toEqual(["deleteOrgApiKey"]);
});

test("one list request serves many look-ups, and a look-up after a resource sees the created object", async () => {
  const { engine, atlas } = harness;
  engine.program(
    looking(`
  const count = ({ apiKeys }) => apiKeys.length;
  const orgId = "${acme}";
  const [before, again] = await Promise.all([atlas.getOrgApiKeys({ orgId }), atlas.getOrgApiKeys({ orgId })]);
  const one = await atlas.getOrgApiKey({ orgId, description: "reader" });
  const key = new atlas.OrgApiKey("key", { orgId, description: "made", roles: ["ORG_READ_ONLY"] });
  const found = atlas.getOrgApiKeyOutput({ orgId, publicKey: key.publicKey });
  const after = atlas.getOrgApiKeysOutput({ orgId: key.id.apply(() => orgId) });
  return { before: count(before), again: count(again), one: one.publicKey, found, after: after.apply(count) };`),
  );

  expect((await engine.preview()).stdout).toContain("+ 2 to create");
  // One for all look-ups of the program, and one for the provider's preflight of the new key.
  expect(asked(atlas)).toEqual(["listOrgApiKeys", "listOrgApiKeys"]);
  await engine.up();

  const { found, ...rest } = await outputs();
  expect(found).toMatchObject({ description: "made", roles: ["ORG_READ_ONLY"], projectRoles: [] });
  expect(rest).toEqual({ before: 4, again: 4, one: "readerky", after: 5 });
  expect(found).not.toHaveProperty("privateKey");
});

test("a look-up without a match stops the preview with one sentence and no stack trace", async () => {
  const { engine } = harness;
  engine.program(looking('return atlas.getProject({ name: "shpo" });'));

  const result = await engine.preview([], { code: 1 });

  expect(errors(result).join()).toContain(
    'getProject "shpo": there is no such project. Did you mean "shop"?',
  );
  expect(stackLines(result)).toEqual([]);
});

test("an existing object is read with its class, and a program can catch the error of a look-up without a match", async () => {
  const { engine, atlas } = harness;
  engine.program(
    looking(`
  const key = atlas.OrgApiKey.get("reader", "${reader}");
  const { apiKeyId, publicKey, description, roles, privateKey, profile } = key;
  const caught = (error) => [error instanceof atlas.MissingError, error instanceof atlas.AmbiguousError, error.code];
  const missing = await atlas.getProject({ name: "shpo" }).catch(caught);
  return { apiKeyId, publicKey, description, roles, missing, secret: privateKey.apply(String), profile: profile.apply(String) };`),
  );

  await engine.up();

  expect(await outputs()).toEqual({
    apiKeyId: callers.reader.id,
    publicKey: callers.reader.publicKey,
    description: "reader",
    roles: ["ORG_READ_ONLY"],
    missing: [true, false, "MISSING"],
    secret: "undefined",
    profile: "undefined",
  });
  await engine.destroy();
  expect(written(atlas)).toEqual([]);
  expect(rolesOf(keyNamed(atlas, "reader"), acme)).toEqual(["ORG_READ_ONLY"]);
});

test("an object that does not exist is an error in the preview already", async () => {
  const { engine } = harness;
  engine.program(looking(`atlas.OrgApiKey.get("it", "${acme}/${shop}");`));
  const result = await engine.preview([], { code: 1 });
  expect(diagnostics(result)).toMatch(/Read OrgApiKey \S+: it does not exist/);
  expect(stackLines(result)).toEqual([]);
});
