import type { Seed, SeedRole } from "../../emulator";

/** The tests' seed: two organizations, so that a test can look for one's objects in the other. */

export const acme = "5f0000000000000000000001";
export const globex = "5f0000000000000000000002";
export const shop = "5f0000000000000000000010";
export const blog = "5f0000000000000000000011";
export const foreign = "5f0000000000000000000020";

/** Credentials of the callers in the seed, by what they may do. */
export const callers = {
  owner: {
    id: "5f00000000000000000000b1",
    publicKey: "ownerkey",
    privateKey: "11111111-1111-4111-8111-111111111111",
  },
  reader: {
    id: "5f00000000000000000000b4",
    publicKey: "readerky",
    privateKey: "44444444-4444-4444-8444-444444444444",
  },
  stranger: {
    id: "5f00000000000000000000b9",
    publicKey: "stranger",
    privateKey: "99999999-9999-4999-8999-999999999999",
  },
} as const;

export const serviceAccount = {
  clientId: "mdb_sa_id_5f00000000000000000000c1",
  clientSecret: "mdb_sa_sk_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN",
} as const;

const key = (
  caller: { id: string; publicKey: string; privateKey: string },
  desc: string,
  roles: SeedRole[],
) => ({
  ...caller,
  desc,
  roles,
});

/** Id of that account's only secret. */
export const serviceAccountSecretId = "5f00000000000000000000d0";

/** Accounts without a secret and without credentials that a caller could use. */
export const plainAccounts = [
  "mdb_sa_id_5f00000000000000000000c2",
  "mdb_sa_id_5f00000000000000000000c3",
] as const;

/** A fresh copy of the seed. */
export function seed(): Seed {
  const inAcme = (roleName: string) => ({ orgId: acme, roleName });
  return {
    organizations: [
      {
        id: acme,
        name: "Acme",
        paying: true,
        settings: { apiAccessListRequired: false },
        users: [{ id: "5f00000000000000000000aa", username: "owner@example.com", roles: ["ORG_OWNER"] }],
        projects: [
          { id: shop, name: "shop" },
          { id: blog, name: "blog" },
        ],
        apiKeys: [
          key(callers.owner, "owner", [inAcme("ORG_OWNER")]),
          key(callers.reader, "reader", [inAcme("ORG_READ_ONLY")]),
          key(plain("b2", "plainkyb"), "plain", [inAcme("ORG_READ_ONLY")]),
          key(plain("b3", "plainkyc"), "plain too", [inAcme("ORG_READ_ONLY")]),
        ],
        serviceAccounts: [
          {
            ...serviceAccount,
            secrets: [{ id: serviceAccountSecretId, secret: serviceAccount.clientSecret }],
            name: "ci",
            description: "ci",
            roles: ["ORG_OWNER"],
          },
          ...plainAccounts.map((clientId, at) => ({
            clientId,
            name: `plain ${at + 1}`,
            description: "plain",
            roles: ["ORG_READ_ONLY"],
            secrets: [],
          })),
        ],
      },
      {
        id: globex,
        name: "Globex",
        projects: [{ id: foreign, name: "foreign" }],
        apiKeys: [key(callers.stranger, "stranger", [{ orgId: globex, roleName: "ORG_OWNER" }])],
      },
    ],
  };
}

function plain(digits: string, publicKey: string) {
  return {
    id: `5f00000000000000000000${digits}`,
    publicKey,
    privateKey: `22222222-2222-4222-8222-2222222222${digits}`,
  };
}
