import { spawn } from "node:child_process";
import { join } from "node:path";
import { type Emulator, startEmulator } from "../../emulator";
import { acme, callers, foreign, globex, seed, serviceAccount, shop } from "../../testing/emulator/seed";

const root = join(__dirname, "../..");
let atlas: Emulator;

beforeAll(async () => {
  atlas = await startEmulator({ seed: withAccess() });
});
beforeEach(() => atlas.clearRequests());
afterAll(() => atlas.close());

/** The world of the tests, in which one key has a role in a project and an address. */
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

/** Runs the command with nothing in its environment but where Atlas is and who calls. */
async function adopt(flags: readonly string[], credentials: Record<string, string> = owner) {
  // As it is built: that starts in a third of the time.
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

const program = `// Adopts what the organization "Acme" holds: applying it to an unchanged one changes nothing.
import { Organization, OrgApiKey, OrgApiKeyAccessList, ProjectApiKeyAssignment } from "pulumi-atlas-access";

const orgId = "${acme}";
const projects = {
  shop: "${shop}",
};

new Organization("acme", { orgId, name: "Acme" });

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
`;

test("it prints a program with nothing but GETs, and says on standard error what is left out", async () => {
  const { code, stdout, stderr } = await adopt(["--org", acme, "--project", shop]);
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: `4 keys, 1 assignment in 1 project; 1 left out\n  not expressed: service account ${serviceAccount.clientId} ("ci")\n`,
  });
  expect(stdout.startsWith(program)).toBe(true);
  expect(stdout).toContain(`\n// - service account ${serviceAccount.clientId} ("ci")\n`);
  const methods = new Set(atlas.requests.map(({ method }) => method));
  expect([...methods]).toEqual(["GET"]);
}, 30_000);

test("two runs print the same, byte for byte, in both formats and by a service account too", async () => {
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

test("an organization of Cloud Manager is adopted the same way, and has no service accounts to leave out", async () => {
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
  expect({ code, stderr }).toEqual({ code: 0, stderr: "4 keys, 1 assignment in 2 projects; 0 left out\n" });
  expect(stdout).toContain('new ProjectApiKeyAssignment("owner-in-shop", {');
}, 30_000);

test("the token of a service account is revoked after an error too", async () => {
  const { code } = await adopt(["--org", globex], {
    MONGODB_ATLAS_CLIENT_ID: serviceAccount.clientId,
    MONGODB_ATLAS_CLIENT_SECRET: serviceAccount.clientSecret,
  });
  expect(code).toBe(1);
  expect(atlas.requests.at(-1)?.path).toBe("/api/oauth/revoke");
}, 30_000);

test.each<[string, string[], RegExp]>([
  [
    "an id that is none",
    ["--org", "acme"],
    /'acme' is invalid\. Expected 24 lower-case hexadecimal digits\./,
  ],
  ["a public key for an id", ["--org", "ownerkey"], /'ownerkey' is invalid\. .*looks like a public key\./],
  ["a project id that is none", ["--org", acme, "--project", "shop"], /'shop' is invalid\. Expected 24/],
  ["no organization", [], /required option '--org <id>' not specified/],
  ["an unknown format", ["--org", acme, "--format", "json"], /Allowed choices are typescript, yaml/],
  ["an unknown flag", ["--org", acme, "--force"], /unknown option '--force' \(Did you mean --format\?\)/],
  ["--write alone", ["--org", acme, "--write"], /--write: it goes with --into-stack/],
  ["an organization of somebody else", ["--org", globex], /Read organization 5f\S+: .*cannot see it/],
  ["a project of somebody else", ["--org", acme, "--project", foreign], /has no project 5f\S+20 that/],
  ["an unknown profile", ["--org", acme, "--profile", "nobody"], /nobody/],
])(
  "%s is one clear line and exit code 1",
  async (_, flags, message) => {
    const { code, stdout, stderr } = await adopt(flags);
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: "", stderr: expect.stringMatching(message) });
    expect(stderr).toMatch(/^atlas-access: .*\n$/);
  },
  30_000,
);

test("no credentials are one clear line that says where they were looked for", async () => {
  const { code, stderr } = await adopt(["--org", acme], {});
  expect([code, stderr.split("\n").length]).toEqual([1, 2]);
  expect(stderr).toMatch(/^atlas-access: No Atlas credentials\. .*MONGODB_ATLAS_PUBLIC_API_KEY/);
}, 30_000);
