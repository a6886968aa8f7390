import { randomBytes, randomInt, randomUUID } from "node:crypto";
import type { Seed } from "../../emulator";

/** The default seed: one organization with one project, an owner key and a service account. */
export function defaultSeed(): Seed {
  const orgId = objectId();
  const projectId = objectId();
  return {
    organizations: [
      {
        id: orgId,
        name: "Acme",
        paying: true,
        users: [{ username: "owner@example.com", roles: ["ORG_OWNER"] }],
        projects: [{ id: projectId, name: "shop" }],
        apiKeys: [
          {
            publicKey: Array.from({ length: 8 }, () => String.fromCharCode(97 + randomInt(26))).join(""),
            privateKey: randomUUID(),
            desc: "owner",
            roles: [{ orgId, roleName: "ORG_OWNER" }],
          },
        ],
        serviceAccounts: [
          {
            clientId: `mdb_sa_id_${objectId()}`,
            clientSecret: `mdb_sa_sk_${randomBytes(30).toString("base64url")}`,
            name: "ci",
            description: "ci",
            roles: ["ORG_OWNER"],
          },
        ],
      },
    ],
  };
}

function objectId(): string {
  const seconds = Math.floor(Date.now() / 1000);
  return seconds.toString(16).padStart(8, "0") + randomBytes(8).toString("hex");
}
