import { readdirSync, symlinkSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { acme, callers, shop } from "../../testing/emulator/seed";
import { keyNamed, rolesOf, signIn, useAtlasHarness } from "../../testing/engine/atlas-harness";
import { type Deployment, storedResource } from "../../testing/engine/deployment";
import type { HarnessConfig } from "../../testing/engine/engine-harness";
import { shellBlocks } from "../../testing/pages/page-commands";
import { privateProject } from "../../testing/sandbox/private-project";

const clone = resolve(__dirname, "../..");
const harness = useAtlasHarness();

/**
 * Creates a stack for an example, with its settings in a separate folder. Returns the folder for commands
 * that need no program, and the additional arguments of the others.
 */
async function project(folder: string, config: HarnessConfig = {}, stack = "example") {
  const { engine, atlas } = harness;
  const cwd = privateProject(engine.sandbox, resolve(clone, folder));
  const settings = Object.entries({ "mongodbatlas:baseUrl": atlas.url, ...signIn(), ...config });
  const flags = settings.flatMap(([key, value]) =>
    typeof value === "string" ? ["--plaintext", `${key}=${value}`] : ["--secret", `${key}=${value.secret}`],
  );
  await engine.expect(["stack", "init", stack], { cwd });
  await engine.expect(["config", "set-all", ...flags], { cwd });
  const args = ["--stack", stack, "--config-file", join(cwd, `Pulumi.${stack}.yaml`)];
  return { cwd, args };
}

/** Runs the quickstart in a folder of the clone, which stays as it is; the folder for commands without the program. */
async function quickstart(folder: string) {
  const { engine, atlas } = harness;
  const place = { cwd: resolve(clone, folder) };
  const { cwd, args } = await project(folder, { orgId: acme, projectId: shop });
  await engine.up(args, place);
  const key = keyNamed(atlas, "CI deployer");
  expect(rolesOf(key, acme)).toEqual(["ORG_READ_ONLY"]);
  expect(rolesOf(key, shop)).toEqual(["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"]);
  const settings = readdirSync(place.cwd).filter((name) => name.startsWith("Pulumi."));
  expect(settings).toEqual(["Pulumi.yaml"]);
  return { cwd, key };
}

test("the quickstart runs in examples/quickstart as it is, and keeps its promises on the state", async () => {
  const { engine } = harness;
  const { cwd, key } = await quickstart("examples/quickstart");

  const { stdout } = await engine.expect(["stack", "output", "--show-secrets", "--json"], { cwd });
  expect(JSON.parse(stdout)).toEqual({ publicKey: key.publicKey, privateKey: key.privateKey });
  const state = JSON.parse((await engine.expect(["stack", "export"], { cwd })).stdout) as Deployment;
  expect(bytesOf(state, "deployer")).toBeLessThanOrEqual(700);
  expect(bytesOf(state, "deployer-in-shop")).toBeLessThanOrEqual(480);
});

test("the quickstart runs in the clone's own folder as it is", async () => {
  await quickstart(".");
});

/** The size of a resource's properties in the state. */
function bytesOf(state: Deployment, name: string): number {
  const { inputs, outputs } = storedResource(state, name);
  return Buffer.byteLength(JSON.stringify(inputs) + JSON.stringify(outputs));
}

test("the gitops example gives each key of its file its roles in the organization and in the projects", async () => {
  const { engine, atlas } = harness;
  const place = { cwd: resolve(clone, "examples/gitops") };
  const { args } = await project("examples/gitops", {}, "acme");

  await engine.up(args, place);

  const [deployer, reporting] = [keyNamed(atlas, "CI deployer"), keyNamed(atlas, "Nightly reports")];
  expect([rolesOf(deployer, acme), rolesOf(deployer, shop)]).toEqual([
    ["ORG_READ_ONLY"],
    ["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"],
  ]);
  expect([rolesOf(reporting, acme), rolesOf(reporting, shop)]).toEqual([
    ["ORG_BILLING_READ_ONLY"],
    ["GROUP_DATA_ACCESS_READ_ONLY"],
  ]);
  await engine.preview(["--expect-no-changes", ...args], place);
});

test("a new organization needs two stacks: the commands of the example's page create it and use the returned key to manage it", async () => {
  const { engine, atlas } = harness;
  const { cwd } = await project("examples/new-organization/organization", {
    orgOwnerId: "5f00000000000000000000aa",
  });
  await project("examples/new-organization/inside");
  const [commands = ""] = shellBlocks("examples/new-organization/README.md");

  const { code, stdout, stderr } = await engine.sandbox.run(["bash", "-ec", commands], {
    cwd: dirname(cwd),
    env: { PULUMI_SKIP_CONFIRMATIONS: "true" },
  });

  expect({ code, printed: code === 0 || stdout + stderr }).toEqual({ code: 0, printed: true });
  const { id: orgId = "" } = atlas.store.state().organizations.at(-1) ?? {};
  expect(rolesOf(keyNamed(atlas, "CI deployer"), orgId)).toEqual(["ORG_GROUP_CREATOR"]);
});

test("on the plugin, one up creates an organization and manages it with the returned key", async () => {
  const { engine, atlas } = harness;
  const { cwd } = await project("examples/new-organization/one-stack", {
    orgOwnerId: "5f00000000000000000000aa",
    "atlas-access:publicKey": callers.owner.publicKey,
    "atlas-access:privateKey": { secret: callers.owner.privateKey },
  });
  symlinkSync(join(clone, "node_modules"), join(cwd, "node_modules"));
  // Both providers take the address from here: an explicit one does not read the stack's config.
  const place = { cwd, env: { MONGODB_ATLAS_BASE_URL: atlas.url } };

  await engine.up([], place);

  const { id: orgId = "", apiKeys = [] } = atlas.store.state().organizations.at(-1) ?? {};
  expect(rolesOf(keyNamed(atlas, "CI deployer"), orgId)).toEqual(["ORG_GROUP_CREATOR"]);
  const state = JSON.parse((await engine.expect(["stack", "export"], { cwd })).stdout) as Deployment;
  for (const { privateKey = "" } of apiKeys) expect(JSON.stringify(state)).not.toContain(privateKey);
  await engine.preview(["--expect-no-changes"], place);
});
