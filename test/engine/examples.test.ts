import { resolve } from "node:path";
import { privateProject } from "../../tools/sandbox/private-project";
import { acme, shop } from "../support/world";
import { keyNamed, rolesOf, signIn, useAtlasLab, written } from "./atlas-lab";
import { type Deployment, storedResource } from "./support/deployment";

const clone = resolve(__dirname, "../..");
const world = useAtlasLab();

/** Makes a stack of a project of the clone, whose own settings are neither read nor written. */
async function project(folder: string, config: Record<string, string> = {}) {
  const { lab, atlas } = world;
  const cwd = privateProject(lab.sandbox, resolve(clone, folder));
  const settings = Object.entries({ "mongodbatlas:baseUrl": atlas.url, ...signIn(), ...config });
  const flags = settings.flatMap(([key, value]) =>
    typeof value === "string" ? ["--plaintext", `${key}=${value}`] : ["--secret", `${key}=${value.secret}`],
  );
  await lab.expect(["stack", "init", folder.replace(/\W/g, "") || "clone"], { cwd });
  await lab.expect(["config", "set-all", ...flags], { cwd });
  const stackExport = async () => {
    const { stdout } = await lab.expect(["stack", "export"], { cwd });
    return JSON.parse(stdout) as Deployment;
  };
  return { cwd, stackExport };
}

test.each(["examples/quickstart", "."])(
  "the quickstart is applied from %s, and keeps its promises on the state",
  async (folder) => {
    const { lab, atlas } = world;
    const { cwd, stackExport } = await project(folder, { orgId: acme, projectId: shop });

    await lab.up([], { cwd });

    const key = keyNamed(atlas, "CI deployer");
    expect(rolesOf(key, acme)).toEqual(["ORG_READ_ONLY"]);
    expect(rolesOf(key, shop)).toEqual(["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"]);
    const { stdout } = await lab.expect(["stack", "output", "--show-secrets", "--json"], { cwd });
    expect(JSON.parse(stdout)).toEqual({ publicKey: key.publicKey, privateKey: key.privateKey });

    const state = await stackExport();
    const stored = {
      key: storedResource(state, "deployer"),
      grant: storedResource(state, "deployer-in-shop"),
    };
    const bytes = ({ inputs, outputs }: typeof stored.key) =>
      JSON.stringify(inputs).length + JSON.stringify(outputs).length;
    expect(bytes(stored.key)).toBeLessThanOrEqual(700);
    expect(bytes(stored.grant)).toBeLessThanOrEqual(480);

    await lab.destroy([], { cwd });
    expect(written(atlas).at(-1)).toBe("deleteOrgApiKey");
  },
);

test("the gitops example gives each key of its file its roles in the organization and in the projects", async () => {
  const { lab, atlas } = world;
  const { cwd } = await project("examples/gitops");

  await lab.up([], { cwd });

  const [deployer, reporting] = [keyNamed(atlas, "CI deployer"), keyNamed(atlas, "Nightly reports")];
  expect([rolesOf(deployer, acme), rolesOf(deployer, shop)]).toEqual([
    ["ORG_READ_ONLY"],
    ["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"],
  ]);
  expect([rolesOf(reporting, acme), rolesOf(reporting, shop)]).toEqual([
    ["ORG_BILLING_READ_ONLY"],
    ["GROUP_DATA_ACCESS_READ_ONLY"],
  ]);
  await lab.preview(["--expect-no-changes"], { cwd });
});
