import {
  acme,
  blog,
  callers,
  globex,
  plainAccounts,
  serviceAccount,
  serviceAccountSecretId,
  shop,
} from "../emulator/seed";

/** Two spellings of the same inputs: after an `up` with one of them, the other is no change. */
export interface InputForms {
  readonly type:
    | "OrgApiKey"
    | "OrgApiKeyAccessList"
    | "Organization"
    | "OrganizationDelegationSettings"
    | "OrganizationSettings"
    | "ProjectApiKeyAssignment"
    | "ProjectServiceAccount"
    | "ProjectServiceAccountAccessList"
    | "ProjectServiceAccountSecret"
    | "RotatingOrgApiKey"
    | "RotatingServiceAccountSecret"
    | "ServiceAccount"
    | "ServiceAccountAccessList"
    | "ServiceAccountProjectAssignment"
    | "ServiceAccountSecret";
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Replaces some of them. */
  readonly same?: Readonly<Record<string, unknown>>;
}

const key = { orgId: acme, roles: ["ORG_READ_ONLY"] };
const grant = { projectId: shop, roles: ["GROUP_READ_ONLY"] };
const list = { orgId: acme, entries: ["203.0.113.7"] };
const account = { orgId: acme, description: "of a test", roles: ["ORG_READ_ONLY"] };
const outside = { storeClientSecret: false, clientSecretSink: { command: ["sh", "-c", "cat >/dev/null"] } };
const plainKey = { id: "5f00000000000000000000b2", privateKey: "22222222-2222-4222-8222-2222222222b2" };
/** The secret of the plain account that a project has. */
export const projectSecretId = "5f00000000000000000000d9";
const inProject = { projectId: shop, description: "of a test", roles: ["GROUP_READ_ONLY"] };
const schedule = { rotateEveryDays: 14, overlapHours: 48 };
const unsetFlags = { allowLockout: false, deleteOnDestroy: false };
const orgOwnerId = "5f00000000000000000000aa";

/**
 * Every resource in every form that its inputs may have. Where `apiKeyId` or `clientId` is missing, the resource gets a key or a
 * service account of its own.
 */
export const inputForms: readonly InputForms[] = [
  {
    type: "OrgApiKey",
    name: "key-roles",
    inputs: { ...key, description: "roles", roles: ["ORG_READ_ONLY", "ORG_GROUP_CREATOR"] },
    same: { roles: ["ORG_GROUP_CREATOR", "ORG_READ_ONLY", "ORG_GROUP_CREATOR"] },
  },
  {
    type: "OrgApiKey",
    name: "key-defaults",
    inputs: { ...key, description: "defaults" },
    same: { duplicates: "warn", profile: null, storePrivateKey: true, ...unsetFlags },
  },
  {
    type: "OrgApiKey",
    name: "key-outside",
    inputs: {
      ...key,
      description: "outside",
      storePrivateKey: false,
      privateKeySink: { command: ["sh", "-c", "cat >/dev/null"] },
    },
  },
  {
    type: "OrgApiKey",
    name: "key-flags",
    inputs: { ...key, description: "flags", duplicates: "refuse", allowLockout: true, profile: "other" },
  },
  {
    type: "OrgApiKey",
    name: "key-text",
    inputs: { ...key, description: " Käse \u{1f9c0} \"'\\ {x} " },
  },
  {
    type: "OrgApiKey",
    name: "key-adopted-by-id",
    inputs: {
      ...key,
      description: "plain",
      adopt: { apiKeyId: plainKey.id },
      privateKey: plainKey.privateKey,
      deleteOnDestroy: true,
    },
  },
  {
    type: "OrgApiKey",
    name: "key-adopted-by-public-key",
    inputs: { ...key, description: "adopted and changed", adopt: { publicKey: "plainkyc" } },
  },
  {
    type: "OrgApiKey",
    name: "key-adopted-by-description",
    inputs: { ...key, description: "reader", adopt: { description: "reader" } },
  },
  {
    type: "OrgApiKey",
    name: "key-complete",
    inputs: {
      ...key,
      description: "complete",
      projectRoles: { [shop]: ["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"], [blog]: ["GROUP_READ_ONLY"] },
      accessList: ["203.0.113.7", "2001:db8::1"],
    },
    same: {
      projectRoles: [
        { projectId: blog, roles: ["GROUP_READ_ONLY"] },
        { projectId: shop, roles: ["GROUP_READ_ONLY", "GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"] },
      ],
      accessList: ["2001:DB8:0:0:0:0:0:1/128", "203.0.113.7/32", "203.0.113.7"],
      allowEmptyAccessList: false,
    },
  },
  {
    type: "OrgApiKey",
    name: "key-complete-and-empty",
    inputs: {
      ...key,
      description: "complete and empty",
      projectRoles: {},
      accessList: [],
      allowEmptyAccessList: true,
    },
    same: { projectRoles: [] },
  },
  {
    type: "ProjectApiKeyAssignment",
    name: "grant-roles",
    inputs: { ...grant, roles: ["GROUP_READ_ONLY", "GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"] },
    same: { roles: ["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"] },
  },
  {
    type: "ProjectApiKeyAssignment",
    name: "grant-defaults",
    inputs: grant,
    same: { adopt: false, profile: null, ...unsetFlags },
  },
  {
    type: "ProjectApiKeyAssignment",
    name: "grant-flags",
    inputs: { ...grant, adopt: true, deleteOnDestroy: true, allowLockout: true, profile: "other" },
  },
  {
    type: "ProjectApiKeyAssignment",
    name: "grant-adopted",
    inputs: { projectId: blog, apiKeyId: callers.owner.id, roles: ["GROUP_READ_ONLY"], adopt: true },
  },
  {
    type: "OrgApiKeyAccessList",
    name: "list-spellings",
    inputs: { ...list, entries: ["203.0.113.7", "2001:db8::1", "198.51.100.0/24", "2001:db8:17::/48"] },
    same: {
      entries: [
        "2001:0DB8:0017:0000::/48",
        "203.0.113.7/32",
        "2001:DB8:0:0:0:0:0:1/128",
        "198.51.100.0/24",
        "203.0.113.7",
      ],
    },
  },
  {
    type: "OrgApiKeyAccessList",
    name: "list-defaults",
    inputs: list,
    same: { adopt: false, profile: null, ...unsetFlags },
  },
  {
    type: "OrgApiKeyAccessList",
    name: "list-flags",
    inputs: { ...list, adopt: true, deleteOnDestroy: true, allowLockout: true, profile: "other" },
  },
  {
    type: "Organization",
    name: "organization-adopted",
    inputs: { orgId: acme, name: "Acme", profile: "other" },
  },
  {
    type: "Organization",
    name: "organization-with-key",
    inputs: {
      name: "Initech",
      orgOwnerId,
      skipDefaultAlertsSettings: true,
      initialApiKey: { description: "first", roles: ["ORG_OWNER", "ORG_READ_ONLY"] },
    },
    same: {
      initialApiKey: { roles: ["ORG_READ_ONLY", "ORG_OWNER", "ORG_READ_ONLY"], description: "first" },
      deleteOnDestroy: false,
      forgetOnDestroy: false,
      profile: null,
    },
  },
  {
    type: "Organization",
    name: "organization-with-account",
    inputs: {
      name: "Umbrella",
      orgOwnerId,
      forgetOnDestroy: true,
      initialServiceAccount: {
        name: "first",
        description: "first",
        roles: ["ORG_READ_ONLY", "ORG_OWNER"],
        secretExpiresAfterHours: 24,
      },
    },
    same: { skipDefaultAlertsSettings: null, federationSettingsId: null },
  },
  {
    type: "OrganizationSettings",
    name: "settings",
    inputs: {
      orgId: acme,
      apiAccessListRequired: false,
      customSessionTimeouts: { idleSessionTimeoutInSeconds: 1800 },
      genAIFeaturesEnabled: false,
      maxServiceAccountSecretValidityInHours: 720,
      multiFactorAuthRequired: true,
      restrictEmployeeAccess: true,
      streamsCrossGroupEnabled: false,
      unset: ["securityContact", "operationsContact"],
      profile: "other",
    },
    same: {
      unset: ["operationsContact", "securityContact", "operationsContact"],
      allowLockout: false,
      restoreOnDestroy: false,
    },
  },
  {
    type: "OrganizationSettings",
    name: "settings-contacts",
    inputs: {
      orgId: globex,
      operationsContact: "ops@example.com",
      securityContact: "security@example.com",
      profile: "stranger",
    },
    same: { unset: [] },
  },
  {
    type: "OrganizationDelegationSettings",
    name: "delegation",
    inputs: {
      orgId: acme,
      delegatedMcpAccess: "READ_ONLY",
      delegatedPartnerAccess: "DISALLOWED",
      idleRefreshTokenLifetime: 3600,
      maximumRefreshTokenLifetime: 86_400,
      profile: "other",
    },
    same: { unset: [], restoreOnDestroy: false },
  },
  {
    type: "ServiceAccount",
    name: "account-defaults",
    inputs: { ...account, name: "defaults", roles: ["ORG_READ_ONLY", "ORG_GROUP_CREATOR"] },
    same: {
      roles: ["ORG_GROUP_CREATOR", "ORG_READ_ONLY", "ORG_GROUP_CREATOR"],
      duplicates: "warn",
      profile: null,
      storeClientSecret: true,
      warnBeforeExpiryHours: 168,
      ...unsetFlags,
    },
  },
  {
    type: "ServiceAccount",
    name: "account-complete",
    inputs: {
      ...account,
      name: "complete",
      projectRoles: { [shop]: ["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"], [blog]: ["GROUP_READ_ONLY"] },
      accessList: ["203.0.113.7", "2001:db8::1"],
      initialSecret: { expiresAfterHours: 720 },
      warnBeforeExpiryHours: 24,
      profile: "other",
    },
    same: {
      projectRoles: [
        { projectId: blog, roles: ["GROUP_READ_ONLY"] },
        { projectId: shop, roles: ["GROUP_READ_ONLY", "GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"] },
      ],
      accessList: ["2001:DB8:0:0:0:0:0:1/128", "203.0.113.7/32"],
      allowEmptyAccessList: false,
    },
  },
  {
    type: "ServiceAccount",
    name: "account-outside",
    inputs: {
      ...account,
      name: "outside",
      initialSecret: { expiresAfterHours: 720 },
      duplicates: "refuse",
      allowLockout: true,
      ...outside,
    },
  },
  {
    type: "ServiceAccount",
    name: "account-adopted",
    inputs: { ...account, name: "adopted", adopt: { clientId: plainAccounts[0] }, deleteOnDestroy: true },
  },
  {
    type: "ServiceAccountSecret",
    name: "secret-defaults",
    inputs: { orgId: acme, expiresAfterHours: 720 },
    same: { profile: null, storeClientSecret: true, warnBeforeExpiryHours: 168, ...unsetFlags },
  },
  {
    type: "ServiceAccountSecret",
    name: "secret-outside",
    inputs: {
      orgId: acme,
      expiresAfterHours: 720,
      warnBeforeExpiryHours: 24,
      allowLockout: true,
      profile: "other",
      ...outside,
    },
  },
  {
    type: "ServiceAccountSecret",
    name: "secret-adopted",
    inputs: {
      orgId: acme,
      clientId: serviceAccount.clientId,
      expiresAfterHours: 720,
      adopt: { secretId: serviceAccountSecretId },
      deleteOnDestroy: true,
    },
  },
  {
    type: "ServiceAccountProjectAssignment",
    name: "account-grant-defaults",
    inputs: { ...grant, roles: ["GROUP_READ_ONLY", "GROUP_CLUSTER_MANAGER"] },
    same: {
      roles: ["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY", "GROUP_READ_ONLY"],
      adopt: false,
      profile: null,
      ...unsetFlags,
    },
  },
  {
    type: "ServiceAccountProjectAssignment",
    name: "account-grant-flags",
    inputs: { ...grant, adopt: true, deleteOnDestroy: true, allowLockout: true, profile: "other" },
  },
  {
    type: "ServiceAccountAccessList",
    name: "account-list-defaults",
    inputs: { ...list, entries: ["203.0.113.7", "2001:db8::1"] },
    same: { entries: ["2001:DB8::1", "203.0.113.7/32"], adopt: false, profile: null, ...unsetFlags },
  },
  {
    type: "ServiceAccountAccessList",
    name: "account-list-flags",
    inputs: { ...list, adopt: true, deleteOnDestroy: true, allowLockout: true, profile: "other" },
  },
  {
    type: "ProjectServiceAccount",
    name: "project-account-defaults",
    inputs: { ...inProject, name: "in a project", roles: ["GROUP_READ_ONLY", "GROUP_CLUSTER_MANAGER"] },
    same: {
      roles: ["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY", "GROUP_READ_ONLY"],
      duplicates: "warn",
      profile: null,
      ...unsetFlags,
    },
  },
  {
    type: "ProjectServiceAccount",
    name: "project-account-flags",
    inputs: {
      ...inProject,
      name: "flags in a project",
      duplicates: "refuse",
      deleteOnDestroy: true,
      allowLockout: true,
      profile: "other",
    },
  },
  {
    type: "ProjectServiceAccount",
    name: "project-account-adopted",
    inputs: { ...inProject, name: "adopted in a project", adopt: { clientId: plainAccounts[1] } },
  },
  {
    type: "ProjectServiceAccountSecret",
    name: "project-secret-defaults",
    inputs: { projectId: shop, expiresAfterHours: 720 },
    same: { profile: null, storeClientSecret: true, warnBeforeExpiryHours: 168, ...unsetFlags },
  },
  {
    type: "ProjectServiceAccountSecret",
    name: "project-secret-outside",
    inputs: {
      projectId: shop,
      expiresAfterHours: 720,
      warnBeforeExpiryHours: 24,
      allowLockout: true,
      profile: "other",
      ...outside,
    },
  },
  {
    type: "ProjectServiceAccountSecret",
    name: "project-secret-adopted",
    inputs: {
      projectId: shop,
      clientId: plainAccounts[1],
      expiresAfterHours: 720,
      adopt: { secretId: projectSecretId },
    },
  },
  {
    type: "ProjectServiceAccountAccessList",
    name: "project-list-defaults",
    inputs: { projectId: shop, entries: ["203.0.113.7", "2001:db8::1"] },
    same: { entries: ["2001:DB8::1", "203.0.113.7/32"], adopt: false, profile: null, ...unsetFlags },
  },
  {
    type: "ProjectServiceAccountAccessList",
    name: "project-list-flags",
    inputs: {
      projectId: shop,
      entries: ["203.0.113.7"],
      adopt: true,
      deleteOnDestroy: true,
      allowLockout: true,
      profile: "other",
    },
  },
  {
    type: "RotatingOrgApiKey",
    name: "rotating-key",
    inputs: {
      ...key,
      ...schedule,
      description: "rotating",
      projectRoles: { [shop]: ["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"] },
      accessList: ["203.0.113.7"],
      keepers: { reason: "none" },
    },
    same: {
      projectRoles: [{ projectId: shop, roles: ["GROUP_READ_ONLY", "GROUP_CLUSTER_MANAGER"] }],
      accessList: ["203.0.113.7/32"],
      allowEmptyAccessList: false,
      storePrivateKey: true,
      allowLockout: false,
      profile: null,
    },
  },
  {
    type: "RotatingOrgApiKey",
    name: "rotating-key-outside",
    inputs: {
      ...key,
      ...schedule,
      description: "rotating outside",
      storePrivateKey: false,
      privateKeySink: { command: ["sh", "-c", "cat >/dev/null"] },
      profile: "other",
    },
  },
  {
    type: "RotatingServiceAccountSecret",
    name: "rotating-secret",
    inputs: { orgId: acme, expiresAfterHours: 720, ...schedule, keepers: { reason: "none" } },
    same: { storeClientSecret: true, allowLockout: false, profile: null },
  },
  {
    type: "RotatingServiceAccountSecret",
    name: "rotating-secret-outside",
    inputs: { orgId: acme, expiresAfterHours: 720, ...schedule, ...outside, profile: "other" },
  },
];

/** A program of all of them, as applied or as the same in other words. */
export function programOf(forms: readonly InputForms[], as: "inputs" | "same"): string {
  const rows = forms.map(({ type, name, inputs, same }) => ({
    type,
    name,
    inputs: as === "inputs" ? inputs : { ...inputs, ...same },
  }));
  return `const atlas = require("pulumi-atlas-access");
for (const { type, name, inputs } of ${JSON.stringify(rows)}) {
  if (type === "ProjectApiKeyAssignment" || type === "OrgApiKeyAccessList")
    inputs.apiKeyId ??= new atlas.OrgApiKey(name + "-of", { orgId: "${acme}", description: name, roles: ["ORG_MEMBER"] }).apiKeyId;
  if (type.startsWith("ProjectServiceAccount") && type !== "ProjectServiceAccount")
    inputs.clientId ??= new atlas.ProjectServiceAccount(name + "-of", { projectId: "${shop}", name, description: name, roles: ["GROUP_READ_ONLY"] }).clientId;
  if (/^(Rotating)?ServiceAccount./.test(type))
    inputs.clientId ??= new atlas.ServiceAccount(name + "-of", { orgId: "${acme}", name, description: name, roles: ["ORG_MEMBER"] }).clientId;
  new atlas[type](name, inputs);
}`;
}
