import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { asked, useAtlasHarness } from "../../testing/engine/atlas-harness";
import { type StoredResource, storedResource } from "../../testing/engine/deployment";
import { deployer } from "../../testing/engine/programs";

const harness = useAtlasHarness({ applied: deployer() });

/** Stores a state as another version of this package would have written it. */
async function rewriteState(change: (resource: StoredResource) => StoredResource) {
  const { engine } = harness;
  const state = await engine.stackExport();
  const resources = state.deployment.resources?.map((resource) =>
    resource.type.startsWith("pulumi-nodejs:dynamic/atlas:") ? change(resource) : resource,
  );
  const file = join(engine.sandbox.folder, "rewritten.json");
  writeFileSync(file, JSON.stringify({ ...state, deployment: { ...state.deployment, resources } }));
  await engine.expect(["stack", "import", "--file", file]);
}

test("the state names its code by a constant text of at most 120 bytes, and lists nothing but the properties", async () => {
  const state = await harness.engine.stackExport();
  const [key, grant] = [storedResource(state, "key"), storedResource(state, "grant")];

  for (const [{ inputs, outputs }, handler] of [
    [key, "orgApiKey"],
    [grant, "projectApiKeyAssignment"],
  ] as const) {
    const text = `exports.handler=()=>require("pulumi-atlas-access/host").${handler}`;
    expect([inputs?.__provider, outputs?.__provider]).toEqual([text, text]);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(120);
  }
  expect(Object.keys(key.inputs ?? {})).toEqual(["__provider", "description", "orgId", "roles"]);
  expect(Object.keys(key.outputs ?? {})).toEqual([
    "__provider",
    "apiKeyId",
    "description",
    "orgId",
    "privateKey",
    "privateKeyFingerprint",
    "publicKey",
    "roles",
  ]);
  for (const properties of [grant.inputs, grant.outputs]) {
    expect(Object.keys(properties ?? {})).toEqual(["__provider", "apiKeyId", "projectId", "roles"]);
  }
});

test("the state has the line of the user's program that declares a resource", async () => {
  const state = await harness.engine.stackExport();
  for (const name of ["key", "grant"]) {
    expect(storedResource(state, name).sourcePosition).toMatch(/^project:\/\/\/index\.[jt]s#\d+,\d+$/);
  }
});

test("a state written by another version of this package, with an output of its own, shows no change", async () => {
  const { engine, atlas } = harness;
  await rewriteState((resource) => ({
    ...resource,
    outputs: { ...resource.outputs, fromAnotherVersion: "x" },
  }));

  await engine.preview(["--expect-no-changes"]);
  await engine.up(["--refresh", "--expect-no-changes"]);

  expect(asked(atlas).filter((request) => !/^(list|get)/.test(request))).toEqual([]);
});

test("a state without an output that this version adds shows no change either", async () => {
  const { engine } = harness;
  await rewriteState(({ outputs: { publicKey: _, ...outputs } = {}, ...resource }) => ({
    ...resource,
    outputs,
  }));

  await engine.preview(["--expect-no-changes"]);
  await engine.refresh();

  expect(storedResource(await engine.stackExport(), "key").outputs?.publicKey).toMatch(/^[a-z]{8}$/);
});
