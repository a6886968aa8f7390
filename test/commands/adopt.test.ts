import { spawn } from "node:child_process";
import { join } from "node:path";
import { type Emulator, startEmulator } from "../../emulator";
import {
  acme,
  blog,
  callers,
  foreign,
  globex,
  seed,
  serviceAccount,
  shop,
} from "../../testing/emulator/seed";

const root = join(__dirname, "../..");
let atlas: Emulator;

beforeAll(async () => {
  atlas = await startEmulator({ seed: withAccess() });
});
beforeEach(() => atlas.clearRequests());
afterAll(() => atlas.close());

/** The seed of the tests, with a project role and an access list for one key. */
function withAccess() {
  const { organizations } = seed();
  const [first, ...rest] = organizations;
  const [owner, ...others] = first?.apiKeys ?? [];
  if (first === undefined || owner === undefined) throw new Error("The seed has an organization with keys");
  const roles = [...(owner.roles ?? []), { groupId: shop, roleName: "GROUP_OWNER" }];
  const keys = [{ ...owner, roles, accessList: ["127.0.0.1"] }, ...others];
  return { organizations: [{ ...first, apiKeys: keys }, ...rest] };
}

const owner = {
  MONGODB_ATLAS_PUBLIC_API_KEY: callers.owner.publicKey,
  MONGODB_ATLAS_PRIVATE_API_KEY: callers.owner.privateKey,
};

/** Runs the command with only the base URL and the credentials in its environment. */
async function adopt(flags: readonly string[], credentials: Record<string, string> = owner) {
  // The build starts in a third of the time of the sources.
  const args = [join(root, "dist/cli/main.js"), "adopt", ...flags];
  const env = { PATH: process.env.PATH, MONGODB_ATLAS_BASE_URL: atlas.url, ...credentials };
  const child = spawn(process.execPath, args, { cwd: root, env });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (text) => (stdout += text));
  child.stderr.on("data", (text) => (stderr += text));
  const code = await new Promise((resolve) => child.on("close", resolve));
  return { code, stdout, stderr };
}

const head = (
  classes: string,
) => `// Adopts what the organization "Acme" has. Applying it changes nothing while the organization is unchanged.
import {${classes}} from "pulumi-atlas-access";

const orgId = "${acme}";
const projects = {
  shop: "${shop}",
};

new Organization("acme", { orgId, name: "Acme" });
`;

const complete = `${head(" Organization, OrgApiKey, ServiceAccount ")}
new OrgApiKey("owner", {
  orgId,
  description: "owner",
  roles: ["ORG_OWNER"],
  projectRoles: {
    [projects.shop]: ["GROUP_OWNER"],
  },
  accessList: ["127.0.0.1"],
  adopt: { apiKeyId: "${callers.owner.id}" },
});

new OrgApiKey("`;

const onLines = `
  Organization,
  OrgApiKey,
  OrgApiKeyAccessList,
  ProjectApiKeyAssignment,
  ServiceAccount,
`;
const separate = `${head(onLines)}
const owner = new OrgApiKey("owner", {
  orgId,
  description: "owner",
  roles: ["ORG_OWNER"],
  adopt: { apiKeyId: "${callers.owner.id}" },
});
new OrgApiKeyAccessList("owner-addresses", {
  orgId,
  apiKeyId: owner.apiKeyId,
  entries: ["127.0.0.1"],
  adopt: true,
});
new ProjectApiKeyAssignment("owner-in-shop", {
  projectId: projects.shop,
  apiKeyId: owner.apiKeyId,
  roles: ["GROUP_OWNER"],
  adopt: true,
});

new OrgApiKey("`;

test.each([
  ["complete keys", [], complete],
  ["keys, assignments and access lists", ["--form", "separate"], separate],
])(
  "prints a program of %s and service accounts with GET requests alone, and the number of each on standard error",
  async (_, flags, program) => {
    const { code, stdout, stderr } = await adopt(["--org", acme, "--project", shop, ...flags]);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: "4 keys, 3 service accounts, 1 assignment in 1 project; 0 not adopted\n",
    });
    expect(stdout.startsWith(program)).toBe(true);
    expect(stdout).toContain(`
new ServiceAccount("ci", {
  orgId,
  name: "ci",
  description: "ci",
  roles: ["ORG_OWNER"],${flags.length === 0 ? "\n  projectRoles: {}," : ""}
  adopt: { clientId: "${serviceAccount.clientId}" },
});
// Its secrets stay as they are. No program can adopt their values, which Atlas does not show:
`);
    expect(stdout).not.toContain("mdb_sa_sk_");
    const methods = new Set(atlas.requests.map(({ method }) => method));
    expect([...methods]).toEqual(["GET"]);
  },
  30_000,
);

test("two runs print the same bytes, in both formats, with an API key and with a service account", async () => {
  const account = {
    MONGODB_ATLAS_CLIENT_ID: serviceAccount.clientId,
    MONGODB_ATLAS_CLIENT_SECRET: serviceAccount.clientSecret,
  };
  for (const format of ["typescript", "yaml"]) {
    const flags = ["--org", acme, "--format", format];
    const [one, other] = [await adopt(flags), await adopt(flags, account)];
    expect(one).toEqual({ ...other, code: 0 });
  }
  const tokens = atlas.requests.filter(({ path }) => path.includes("/oauth/")).map(({ path }) => path);
  expect(tokens).toEqual(Array(2).fill(["/api/oauth/token", "/api/oauth/revoke"]).flat());
}, 60_000);

test("the import file names the organization, every key and every service account, in the form of pulumi import --file", async () => {
  const { code, stdout, stderr } = await adopt(["--org", acme, "--format", "import-file"]);
  expect({ code, stderr }).toMatchObject({
    code: 0,
    stderr: expect.stringContaining("4 keys, 3 service accounts, 1 assignment"),
  });
  const { resources } = JSON.parse(stdout) as { resources: unknown[] };
  expect(resources).toHaveLength(8);
  expect(resources.slice(0, 2)).toEqual([
    { type: "atlas-access:index:Organization", name: "acme", id: acme },
    { type: "atlas-access:index:OrgApiKey", name: "owner", id: `${acme}/${callers.owner.id}` },
  ]);
  expect(resources).toContainEqual({
    type: "atlas-access:index:ServiceAccount",
    name: "ci",
    id: `${acme}/${serviceAccount.clientId}`,
  });
}, 30_000);

test("a key whose roles are not all adopted is left out of the import file", async () => {
  const { stdout, stderr } = await adopt([...["--org", acme, "--format", "import-file", "--project", blog]]);
  expect(stdout).not.toContain(callers.owner.id);
  expect(stderr).toContain(
    `API key ${callers.owner.id} ("owner"): an import takes over all project roles of a key, and not all can be adopted`,
  );
}, 30_000);

test("an organization of Cloud Manager is adopted the same way; it has no service accounts", async () => {
  const before = atlas.store.state();
  atlas.store.edit(({ organizations }) => {
    for (const organization of organizations) {
      organization.product = "cloud-manager";
      for (const project of organization.projects ?? []) project.product = "cloud-manager";
    }
  });
  const { code, stdout, stderr } = await adopt(["--org", acme], {
    ...owner,
    MONGODB_ATLAS_API: "cloud-manager",
  });
  atlas.store.replace(before);
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: "4 keys, 1 assignment in 2 projects; 0 not adopted\n",
  });
  expect(stdout).toContain('    [projects.shop]: ["GROUP_OWNER"],');
}, 30_000);

test("the token of a service account is revoked after an error", async () => {
  const { code } = await adopt(["--org", globex], {
    MONGODB_ATLAS_CLIENT_ID: serviceAccount.clientId,
    MONGODB_ATLAS_CLIENT_SECRET: serviceAccount.clientSecret,
  });
  expect(code).toBe(1);
  expect(atlas.requests.at(-1)?.path).toBe("/api/oauth/revoke");
}, 30_000);

test.each<[string, string[], RegExp]>([
  ["an invalid id", ["--org", "acme"], /'acme' is invalid\. Expected 24 lower-case hexadecimal digits\./],
  [
    "a public key instead of an id",
    ["--org", "ownerkey"],
    /'ownerkey' is invalid\. .*looks like a public key\./,
  ],
  ["an invalid project id", ["--org", acme, "--project", "shop"], /'shop' is invalid\. Expected 24/],
  ["no organization", [], /required option '--org <id>' not specified/],
  [
    "an unknown format",
    ["--org", acme, "--format", "json"],
    /Allowed choices are typescript, yaml, import-file\.\n$/,
  ],
  ["an unknown form", ["--org", acme, "--form", "whole"], /Allowed choices are complete, separate\.\n$/],
  [
    "--form separate with YAML",
    ["--org", acme, "--format", "yaml", "--form", "separate"],
    /--form separate needs --format typescript: the other formats have complete keys only\n$/,
  ],
  [
    "a profile with an import file",
    ["--org", acme, "--format", "import-file", "--profile", "ops"],
    /--profile cannot be used with --format import-file: .* Make the profile's credentials the default ones/,
  ],
  ["an unknown flag", ["--org", acme, "--force"], /unknown option '--force' \(Did you mean --form\?\)/],
  [
    "an organization that the credentials cannot see",
    ["--org", globex],
    /Read organization 5f\S+: .*cannot see it/,
  ],
  [
    "a project that the credentials cannot see",
    ["--org", acme, "--project", foreign],
    /has no project 5f\S+20 that/,
  ],
  ["an unknown profile", ["--org", acme, "--profile", "nobody"], /nobody/],
])(
  "%s is an error of one line with exit code 1",
  async (_, flags, message) => {
    const { code, stdout, stderr } = await adopt(flags);
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: "", stderr: expect.stringMatching(message) });
    expect(stderr).toMatch(/^atlas-access: .*\n$/);
  },
  30_000,
);

test("missing credentials are an error of one line that names what was searched", async () => {
  const { code, stderr } = await adopt(["--org", acme], {});
  expect([code, stderr.split("\n").length]).toEqual([1, 2]);
  expect(stderr).toMatch(/^atlas-access: No Atlas credentials\. .*MONGODB_ATLAS_PUBLIC_API_KEY/);
}, 30_000);
