import type { Seed } from "../../emulator";

/** All texts in the other organization contain this, so that a leak shows in any response. */
export const foreignMark = "Q7globexQ7";

export const ids = {
  org: "5f0000000000000000000001",
  project: "5f0000000000000000000010",
  key: "5f00000000000000000000b9",
  account: "mdb_sa_id_5f00000000000000000000c1",
  user: "5f00000000000000000000aa",
  otherOrg: "5f0000000000000000000002",
  otherProject: "5f0000000000000000000020",
  otherKey: "5f00000000000000000000d1",
  otherAccount: "mdb_sa_id_5f00000000000000000000c2",
} as const;

export const keys = {
  owner: { publicKey: "ownerkey", privateKey: "11111111-1111-4111-8111-aaaaaaaaaaa1" },
  member: { publicKey: "memberke", privateKey: "11111111-1111-4111-8111-aaaaaaaaaaa2" },
  stranger: { publicKey: "stranger", privateKey: "11111111-1111-4111-8111-aaaaaaaaaaa3" },
} as const;

export const account = {
  clientId: ids.account,
  clientSecret: "mdb_sa_sk_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN",
} as const;
const foreignSecret = "mdb_sa_sk_NMLKJIHGFEDCBAzyxwvutsrqponmlkjihgfedcba";

/** What no response may contain: secrets that Atlas returns only once, at creation. */
export const secrets: readonly string[] = [
  ...Object.values(keys).map(({ privateKey }) => privateKey),
  account.clientSecret,
  foreignSecret,
];

/** Two organizations: the caller's, and one whose data must not be disclosed. */
export function fuzzSeed(): Seed {
  const own = (roleName: string) => ({ orgId: ids.org, roleName });
  const listed = ["192.0.2.0/24", "198.51.100.7"];
  return {
    organizations: [
      {
        id: ids.org,
        name: "Acme",
        paying: true,
        users: [{ id: ids.user, username: "owner@example.com", roles: ["ORG_OWNER"] }],
        projects: [{ id: ids.project, name: "shop" }],
        apiKeys: [
          { ...keys.owner, roles: [own("ORG_OWNER")] },
          { ...keys.member, roles: [own("ORG_MEMBER"), { groupId: ids.project, roleName: "GROUP_OWNER" }] },
          { id: ids.key, roles: [{ groupId: ids.project, roleName: "GROUP_READ_ONLY" }], accessList: listed },
        ],
        serviceAccounts: [{ ...account, name: "ci", roles: ["ORG_OWNER"] }],
      },
      {
        id: ids.otherOrg,
        name: foreignMark,
        users: [{ username: `${foreignMark}@example.com` }],
        projects: [{ id: ids.otherProject, name: foreignMark }],
        apiKeys: [
          {
            ...keys.stranger,
            id: ids.otherKey,
            desc: foreignMark,
            roles: [{ orgId: ids.otherOrg, roleName: "ORG_OWNER" }],
          },
        ],
        serviceAccounts: [
          {
            clientId: ids.otherAccount,
            clientSecret: foreignSecret,
            name: foreignMark,
            description: foreignMark,
          },
        ],
      },
    ],
  };
}
