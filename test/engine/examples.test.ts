import { readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { acme, shop } from "../../testing/emulator/seed";
import { keyNamed, rolesOf, signIn, useAtlasHarness, written } from "../../testing/engine/atlas-harness";
import { type Deployment, storedResource } from "../../testing/engine/deployment";
import { shellBlocks } from "../../testing/pages/page-commands";
import { privateProject } from "../../testing/sandbox/private-project";

const clone = resolve(__dirname, "../..");
const harness = useAtlasHarness();

/**
 * Creates a stack for an example, with its settings in a separate folder. Returns the folder for commands
 * that need no program, and the additional arguments of the others.
 */
async function project(folder: string, config: Record<string, string> = {}, stack = "example") {
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

test.each(["examples/quickstart", "."])(
  "the quickstart runs in %s as it is, and keeps its promises on the state",
  async (folder) => {
    const { engine, atlas } = harness;
    const place = { cwd: resolve(clone, folder) };
    const settings = () => readdirSync(place.cwd).filter((name) => name.startsWith("Pulumi."));
    const { cwd, args } = await project(folder, { orgId: acme, projectId: shop });

    await engine.up(args, place);

    const key = keyNamed(atlas, "CI deployer");
    expect(rolesOf(key, acme)).toEqual(["ORG_READ_ONLY"]);
    expect(rolesOf(key, shop)).toEqual(["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"]);
    const { stdout } = await engine.expect(["stack", "output", "--show-secrets", "--json"], { cwd });
    expect(JSON.parse(stdout)).toEqual({ publicKey: key.publicKey, privateKey: key.privateKey });

    const state = JSON.parse((await engine.expect(["stack", "export"], { cwd })).stdout) as Deployment;
    expect(bytesOf(state, "deployer")).toBeLessThanOrEqual(700);
    expect(bytesOf(state, "deployer-in-shop")).toBeLessThanOrEqual(480);

    await engine.destroy(args, place);
    expect(written(atlas).at(-1)).toBe("deleteOrgApiKey");
    expect(settings()).toEqual(["Pulumi.yaml"]);
  },
);

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
  const inside = await project("examples/new-organization/inside");
  const [commands = ""] = shellBlocks("examples/new-organization/README.md");

  const { code, stdout, stderr } = await engine.sandbox.run(["bash", "-ec", commands], {
    cwd: dirname(cwd),
    env: { PULUMI_SKIP_CONFIRMATIONS: "true" },
  });

  expect({ code, printed: code === 0 || stdout + stderr }).toEqual({ code: 0, printed: true });
  const { id: orgId = "" } = atlas.store.state().organizations.at(-1) ?? {};
  expect(rolesOf(keyNamed(atlas, "CI deployer"), orgId)).toEqual(["ORG_GROUP_CREATOR"]);
  await engine.destroy(inside.args, { cwd: resolve(clone, "examples/new-organization/inside") });
  expect(written(atlas).at(-1)).toBe("deleteOrgApiKey");
});
