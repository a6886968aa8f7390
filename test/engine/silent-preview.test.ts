import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Emulator } from "../../emulator";
import { catalogue } from "../../provider/resources/catalogue.generated";
import { callers, plainAccounts, seed, shop } from "../../testing/emulator/seed";
import { useAtlasHarness, written } from "../../testing/engine/atlas-harness";
import type { StoredResource } from "../../testing/engine/deployment";
import { inputForms, programOf, projectSecretId } from "../../testing/engine/input-forms";

jest.setTimeout(300_000);

/** One of the plain accounts has a role in a project and a secret, so that the resources of the project can adopt both. */
function seedWithProjectAccount() {
  const { organizations } = seed();
  const projectSecret = { id: projectSecretId, secret: `mdb_sa_sk_${"d9".repeat(20)}` };
  const role = { groupId: shop, roleName: "GROUP_READ_ONLY" };
  return {
    organizations: organizations.map(({ serviceAccounts = [], ...organization }) => ({
      ...organization,
      serviceAccounts: serviceAccounts.map((account) =>
        account.clientId === plainAccounts[1]
          ? { ...account, roles: [...(account.roles ?? []), role], secrets: [projectSecret] }
          : account,
      ),
    })),
  };
}

const harness = useAtlasHarness({
  atlasSeed: seedWithProjectAccount(),
  applied: programOf(inputForms, "inputs"),
  env: {
    MONGODB_ATLAS_PROFILE_OTHER_PUBLIC_API_KEY: callers.owner.publicKey,
    MONGODB_ATLAS_PROFILE_OTHER_PRIVATE_API_KEY: callers.owner.privateKey,
    MONGODB_ATLAS_PROFILE_STRANGER_PUBLIC_API_KEY: callers.stranger.publicKey,
    MONGODB_ATLAS_PROFILE_STRANGER_PRIVATE_API_KEY: callers.stranger.privateKey,
  },
});

/** The writing requests, without those for tokens. */
const changedInAtlas = (atlas: Emulator) => written(atlas).filter((request) => !request.startsWith("oauth"));

/** Gives every resource in the state another `__provider` text for the same code, as another version might. */
async function changeTexts() {
  const state = await harness.engine.stackExport();
  const resources = state.deployment.resources?.map((resource) => ({
    ...resource,
    inputs: withOtherText(resource.inputs),
    outputs: withOtherText(resource.outputs),
  }));
  const file = join(harness.engine.sandbox.folder, "changed.json");
  writeFileSync(file, JSON.stringify({ ...state, deployment: { ...state.deployment, resources } }));
  await harness.engine.expect(["stack", "import", "--file", file]);
}

function withOtherText(properties: StoredResource["inputs"]) {
  const text = properties?.__provider;
  return typeof text === "string" ? { ...properties, __provider: `${text};/* another */` } : properties;
}

test("the forms below are those of every input of every resource", () => {
  for (const { name, inputs } of Object.values(catalogue)) {
    const used = inputForms.flatMap((form) =>
      form.type === name ? [...Object.keys(form.inputs), ...Object.keys(form.same ?? {})] : [],
    );
    const references = ["apiKeyId", "clientId"];
    const fromProgram = inputs.map((field) => field.name).filter((input) => references.includes(input));
    expect(new Set([...used, ...fromProgram])).toEqual(new Set(inputs.map((field) => field.name)));
  }
});

test("right after an up a preview prints no warning and no change, with a refresh too", async () => {
  const { engine, atlas } = harness;

  await engine.preview(["--expect-no-changes"]);
  expect(atlas.requests).toEqual([]);
  await engine.preview(["--refresh", "--expect-no-changes"]);

  expect(changedInAtlas(atlas)).toEqual([]);
});

test("the same in other words is silent: order, repetitions, defaults, spellings of addresses", async () => {
  const { engine, atlas } = harness;
  engine.program(programOf(inputForms, "same"));

  await engine.up(["--refresh", "--expect-no-changes"]);
  engine.program(programOf(inputForms, "inputs"));
  await engine.preview(["--expect-no-changes"]);

  expect(changedInAtlas(atlas)).toEqual([]);
});

test("another text of the code, in the state of every resource, is no change, with a refresh or without", async () => {
  const { engine, atlas } = harness;
  await changeTexts();

  await engine.preview(["--expect-no-changes"]);
  await engine.up(["--refresh", "--expect-no-changes"]);

  expect(changedInAtlas(atlas)).toEqual([]);
});

test("a step that something else causes shows that alone, also when the text of the code is another", async () => {
  const { engine } = harness;
  await changeTexts();
  const forms = inputForms.map((form) =>
    form.name === "key-flags" ? { ...form, inputs: { ...form.inputs, roles: ["ORG_MEMBER"] } } : form,
  );
  engine.program(programOf(forms, "inputs"));

  const { stdout } = await engine.preview(["--diff", "--refresh"]);
  expect(stdout).toContain("~ 1 to update");
  expect(stdout).not.toContain("__provider");
  const { steps } = JSON.parse((await engine.preview(["--json"])).stdout) as {
    steps: { op: string; urn: string; diffReasons?: string[] | null; detailedDiff?: object | null }[];
  };
  const changed = steps.filter(({ op }) => op !== "same");
  expect(changed.map(({ op, urn }) => [op, urn.split("::").at(-1)])).toEqual([["update", "key-flags"]]);
  for (const { diffReasons, detailedDiff } of steps)
    expect(JSON.stringify([diffReasons, detailedDiff])).not.toContain("__provider");
});
