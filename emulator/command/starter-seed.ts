import { Clock } from "../types/clock";
import { IdSource } from "../types/ids";
import type { Seed } from "../types/seed.generated";

/** The data of an emulator that starts without a seed: one organization, one project, an owner key, a service account. */
export function starterSeed(): Seed {
  const ids = new IdSource(new Clock());
  const orgId = ids.objectId();
  return {
    organizations: [
      {
        id: orgId,
        name: "Acme",
        paying: true,
        users: [{ username: "owner@example.com", roles: ["ORG_OWNER"] }],
        projects: [{ id: ids.objectId(), name: "shop" }],
        apiKeys: [
          {
            publicKey: ids.publicKey(),
            privateKey: ids.privateKey(),
            desc: "owner",
            roles: [{ orgId, roleName: "ORG_OWNER" }],
          },
        ],
        serviceAccounts: [
          {
            clientId: ids.clientId(),
            clientSecret: ids.clientSecret(),
            name: "ci",
            description: "ci",
            roles: ["ORG_OWNER"],
          },
        ],
      },
    ],
  };
}
