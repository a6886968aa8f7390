import type { Emulator, Seed } from "../../emulator";

const orgId = "5f0000000000000000000001";
const projectId = "5f0000000000000000000010";

/** The API key that Pulumi signs in with. */
const owner = {
  id: "5f00000000000000000000b1",
  publicKey: "demokeya",
  privateKey: "11111111-1111-4111-8111-111111111111",
  desc: "Pulumi",
} as const;

/** The Atlas of the demo: one organization with one project and one key, which owns the organization. */
export const fixture = {
  organization: { id: orgId, name: "Acme" },
  project: { id: projectId, name: "shop" },
  owner,
  /** The access that examples/quickstart declares. */
  quickstart: {
    description: "CI deployer",
    organizationRoles: ["ORG_READ_ONLY"],
    projectRoles: ["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"],
  },
  /** The manual change: the removed role and the added one. */
  byHand: { removed: "GROUP_READ_ONLY", added: "GROUP_OWNER" },
} as const;

/** The emulator's seed. */
export const seed: Seed = {
  organizations: [
    {
      ...fixture.organization,
      paying: true,
      users: [{ username: "owner@example.com", roles: ["ORG_OWNER"] }],
      projects: [fixture.project],
      apiKeys: [{ ...owner, roles: [{ orgId, roleName: "ORG_OWNER" }] }],
    },
  ],
};

/** All API keys that exist, one a line, with the roles that each really has. */
export function keysInAtlas({ store }: Emulator): string[] {
  const keys = store.organization(orgId)?.apiKeys ?? [];
  return keys.map(({ desc, roles = [] }) => {
    return `${desc}: ${roles
      .map(({ roleName }) => roleName)
      .sort()
      .join(", ")}`;
  });
}

/** All service accounts that exist, with the number of their secrets. */
export function accountsInAtlas({ store }: Emulator): string[] {
  const accounts = store.organization(orgId)?.serviceAccounts ?? [];
  return accounts.map(({ name, secrets = [] }) => `${name}: ${secrets.length} secret`);
}

/** What `keysInAtlas` gives when nothing but Pulumi's own key is there. */
export const untouched = [`${owner.desc}: ORG_OWNER`];

/** The same with the quickstart's key, with these roles in the project. */
export function withDeployer(projectRoles: readonly string[] = fixture.quickstart.projectRoles): string[] {
  const roles = [...fixture.quickstart.organizationRoles, ...projectRoles].sort();
  return [...untouched, `${fixture.quickstart.description}: ${roles.join(", ")}`];
}

/** The roles in the project after the manual change. */
export const rolesAfterHand = fixture.quickstart.projectRoles.map((role) =>
  role === fixture.byHand.removed ? fixture.byHand.added : role,
);

/** Changes the role of the quickstart's key in the project, as a user would in the browser. */
export function changeByHand({ store }: Emulator): void {
  store.edit(({ organizations }) => {
    const keys = organizations.flatMap(({ apiKeys = [] }) => apiKeys);
    for (const key of keys.filter(({ desc }) => desc === fixture.quickstart.description)) {
      for (const role of key.roles ?? []) {
        if (role.roleName === fixture.byHand.removed) role.roleName = fixture.byHand.added;
      }
    }
  });
}
