import { acme, blog, callers, serviceAccount, shop } from "../emulator/seed";
import type { HarnessConfig } from "../engine/engine-harness";

/** A stack to be kept as a golden state. */
export interface GoldenStack {
  readonly name: string;
  readonly config: HarnessConfig;
  readonly program: string;
}

const owner: HarnessConfig = {
  "mongodbatlas:publicKey": callers.owner.publicKey,
  "mongodbatlas:privateKey": { secret: callers.owner.privateKey },
};

const keys = `const pulumi = require("@pulumi/pulumi");
const { OrgApiKey, OrgApiKeyAccessList, ProjectApiKeyAssignment } = require("pulumi-atlas-access");
const orgId = "${acme}";
const made = new OrgApiKey("made", { orgId, description: "made", roles: ["ORG_GROUP_CREATOR", "ORG_READ_ONLY"] });
const adopted = new OrgApiKey("adopted", {
  orgId, description: "plain", roles: ["ORG_READ_ONLY"], adopt: { publicKey: "plainkyb" },
});
const handedIn = new OrgApiKey("handed-in", {
  orgId, description: "plain too", roles: ["ORG_READ_ONLY"], deleteOnDestroy: true,
  adopt: { apiKeyId: "5f00000000000000000000b3" },
  privateKey: pulumi.secret("22222222-2222-4222-8222-2222222222b3"),
});
const apiKeyId = made.apiKeyId;
new OrgApiKeyAccessList("made-from", {
  orgId, apiKeyId, entries: ["192.0.2.17", "198.51.100.0/24", "2001:db8::/32"], deleteOnDestroy: true,
});
new OrgApiKeyAccessList("adopted-from", { orgId, apiKeyId: adopted.apiKeyId, entries: ["203.0.113.9"], adopt: true });
new ProjectApiKeyAssignment("made-in-shop", {
  projectId: "${shop}", apiKeyId, roles: ["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"],
});
new ProjectApiKeyAssignment("handed-in-in-blog", {
  projectId: "${blog}", apiKeyId: handedIn.apiKeyId, roles: ["GROUP_OWNER"], adopt: true,
});
exports.privateKey = made.privateKey;
`;

const organizations = `const { Organization } = require("pulumi-atlas-access");
const orgOwnerId = "5f00000000000000000000aa";
new Organization("existing", { orgId: "${acme}", name: "Acme" });
const made = new Organization("made", {
  name: "Initech", orgOwnerId, deleteOnDestroy: true,
  initialApiKey: { description: "owner of the new one", roles: ["ORG_OWNER"] },
});
new Organization("made-with-account", {
  name: "Hooli", orgOwnerId, forgetOnDestroy: true,
  initialServiceAccount: {
    name: "owner", description: "owner of the new one", roles: ["ORG_OWNER"], secretExpiresAfterHours: 8760,
  },
});
exports.publicKey = made.publicKey;
`;

const profiles = `const { OrgApiKey, ProjectApiKeyAssignment } = require("pulumi-atlas-access");
const profile = "ops";
const key = new OrgApiKey("key", { orgId: "${acme}", description: "by a profile", roles: ["ORG_READ_ONLY"], profile });
new ProjectApiKeyAssignment("key-in-shop", {
  projectId: "${shop}", apiKeyId: key.apiKeyId, roles: ["GROUP_READ_ONLY"], profile,
});
`;

const settings = `const { OrganizationDelegationSettings, OrganizationSettings } = require("pulumi-atlas-access");
const orgId = "${acme}";
new OrganizationSettings("settings", {
  orgId, multiFactorAuthRequired: true, customSessionTimeouts: { idleSessionTimeoutInSeconds: 900 },
  securityContact: "security@example.com", unset: ["operationsContact"], restoreOnDestroy: true,
});
new OrganizationDelegationSettings("delegation", {
  orgId, delegatedMcpAccess: "READ_ONLY", maximumRefreshTokenLifetime: 86400, unset: ["idleRefreshTokenLifetime"],
});
`;

const rotation = `const { RotatingOrgApiKey, RotatingServiceAccountSecret } = require("pulumi-atlas-access");
new RotatingServiceAccountSecret("secret", {
  orgId: "${acme}", clientId: "mdb_sa_id_5f00000000000000000000c2", expiresAfterHours: 8760, rotateEveryDays: 30, overlapHours: 48,
});
new RotatingOrgApiKey("key", {
  orgId: "${acme}", description: "rotating", roles: ["ORG_READ_ONLY"], projectRoles: { "${shop}": ["GROUP_READ_ONLY"] },
  accessList: ["192.0.2.17"], rotateEveryDays: 30, overlapHours: 48, keepers: { reason: "none" },
});
`;

/** Every resource, created in every possible way. */
export const goldenStacks: readonly GoldenStack[] = [
  { name: "keys", config: owner, program: keys },
  { name: "organizations", config: owner, program: organizations },
  { name: "settings", config: owner, program: settings },
  { name: "rotation", config: owner, program: rotation },
  {
    name: "profiles",
    config: { ...owner, "mongodbatlas:profiles": { secret: JSON.stringify({ ops: serviceAccount }) } },
    program: profiles,
  },
];
