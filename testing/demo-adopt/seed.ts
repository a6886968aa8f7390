import type { Emulator, Seed } from "../../emulator";

const orgId = "5f0000000000000000000001";

/** The API key of the provider, in addition to the manually created ones. */
const owner = {
  id: "5f00000000000000000000b1",
  publicKey: "demokeya",
  privateKey: "11111111-1111-4111-8111-111111111111",
  desc: "Pulumi",
} as const;

const teams = ["Billing", "Search", "Checkout", "Warehouse", "Web shop", "Reporting", "Mobile", "Identity"];
const environments = ["development", "test", "staging", "load test", "production"];
const uses = ["CI deployer", "backup", "metrics"];
const organizationRoles = ["ORG_READ_ONLY", "ORG_MEMBER", "ORG_BILLING_READ_ONLY"];
const projectRoles = ["GROUP_READ_ONLY", "GROUP_CLUSTER_MANAGER", "GROUP_DATA_ACCESS_READ_ONLY"];

const digits = (kind: string, at: number) => `5f${kind.padStart(18, "0")}${at.toString(16).padStart(4, "0")}`;

const projects = environments.flatMap((environment, row) =>
  teams.map((team, column) => ({
    id: digits("a", row * teams.length + column),
    name: `${team} ${environment}`,
  })),
);

const keys = projects.flatMap(({ id: groupId, name }, at) =>
  uses.map((use, nth) => {
    const number = at * uses.length + nth;
    const pick = (roles: readonly string[]) => roles[(at + nth) % roles.length] ?? "";
    return {
      id: digits("c", number),
      publicKey: Array.from({ length: 8 }, (_, place) =>
        String.fromCharCode(97 + (Math.floor(number / 26 ** place) % 26)),
      ).join(""),
      privateKey: `22222222-2222-4222-8222-${number.toString().padStart(12, "0")}`,
      desc: `${use} for ${name}`,
      roles: [
        { orgId, roleName: pick(organizationRoles) },
        { groupId, roleName: pick(projectRoles) },
      ],
      // Every tenth may be used from one office only.
      ...(number % 10 === 0 ? { accessList: [`203.0.113.${number}`, "2001:db8:17::/48"] } : {}),
    };
  }),
);

/** An existing organization: 40 projects and 120 manually created keys. */
export const fixture = { organization: { id: orgId, name: "Acme" }, owner, projects, keys } as const;

export const seed: Seed = {
  organizations: [
    {
      ...fixture.organization,
      paying: true,
      users: [{ username: "owner@example.com", roles: ["ORG_OWNER"] }],
      projects: [...projects],
      apiKeys: [{ ...owner, roles: [{ orgId, roleName: "ORG_OWNER" }] }, ...keys],
    },
  ],
};

/** All that Atlas knows of access in that organization, one key a line. */
export function accessInAtlas({ store }: Emulator): string[] {
  return (store.organization(orgId)?.apiKeys ?? []).map(({ desc, roles = [], accessList = [] }) => {
    const granted = roles.map((role) => `${role.roleName} in ${role.groupId ?? role.orgId}`).sort();
    return `${desc}: ${[...granted, ...accessList.map((entry) => JSON.stringify(entry))].join(", ")}`;
  });
}
