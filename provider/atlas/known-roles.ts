/**
 * The known roles of API keys. Atlas adds new ones, so other roles are accepted too. Organization roles are those that the
 * Admin API documents for keys. Project roles are those of the Atlas user roles page, and those that only Cloud Manager
 * documents: inputs are validated before it is known which API is called.
 */
export const orgRoles = [
  "ORG_OWNER",
  "ORG_MEMBER",
  "ORG_GROUP_CREATOR",
  "ORG_BILLING_ADMIN",
  "ORG_BILLING_READ_ONLY",
  "ORG_STREAM_PROCESSING_ADMIN",
  "ORG_READ_ONLY",
] as const;

const cloudManagerRoles = [
  "GROUP_AUTOMATION_ADMIN",
  "GROUP_BACKUP_ADMIN",
  "GROUP_BILLING_ADMIN",
  "GROUP_MONITORING_ADMIN",
  "GROUP_USER_ADMIN",
] as const;

export const projectRoles = [
  ...cloudManagerRoles,
  "GROUP_ACCESS_MANAGER",
  "GROUP_ALERTS_MANAGER",
  "GROUP_BACKUP_CREATOR",
  "GROUP_BACKUP_EXPORT_OPERATOR",
  "GROUP_BACKUP_MANAGER",
  "GROUP_BACKUP_RECOVERY_OPERATOR",
  "GROUP_CLUSTER_CREATOR",
  "GROUP_CLUSTER_LOG_VIEWER",
  "GROUP_CLUSTER_MANAGER",
  "GROUP_CLUSTER_RESILIENCE_TESTER",
  "GROUP_DATABASE_ACCESS_ADMIN",
  "GROUP_DATA_ACCESS_ADMIN",
  "GROUP_DATA_ACCESS_READ_ONLY",
  "GROUP_DATA_ACCESS_READ_WRITE",
  "GROUP_INDEX_MANAGER",
  "GROUP_MODEL_OWNER",
  "GROUP_NETWORK_ACCESS_MANAGER",
  "GROUP_OBSERVABILITY_VIEWER",
  "GROUP_OWNER",
  "GROUP_READ_ONLY",
  "GROUP_REAL_TIME_PERFORMANCE_OPERATOR",
  "GROUP_REPLICA_SET_MANAGER",
  "GROUP_SEARCH_INDEX_EDITOR",
  "GROUP_STREAM_PROCESSING_OWNER",
  "GROUP_SUPPORT_ACCESS_MANAGER",
  "GROUP_TRIGGER_MANAGER",
] as const;

export type KnownOrgRole = (typeof orgRoles)[number];
export type KnownProjectRole = (typeof projectRoles)[number];

/** Roles that both APIs have: all organization roles except one, and these project roles. */
const sharedRoles: readonly string[] = [
  ...orgRoles.filter((role) => role !== "ORG_STREAM_PROCESSING_ADMIN"),
  "GROUP_DATA_ACCESS_ADMIN",
  "GROUP_DATA_ACCESS_READ_ONLY",
  "GROUP_DATA_ACCESS_READ_WRITE",
  "GROUP_OWNER",
  "GROUP_READ_ONLY",
];

const known: readonly string[] = [...orgRoles, ...projectRoles];
const ofCloudManager: readonly string[] = [...cloudManagerRoles, ...sharedRoles];

/** A hint about the first of these values that is a role of the other API only; undefined without one. */
export function wrongApiRoleHint(
  values: readonly unknown[],
  api: "atlas" | "cloud-manager",
): string | undefined {
  const otherRoles: readonly unknown[] =
    api === "atlas" ? cloudManagerRoles : known.filter((role) => !ofCloudManager.includes(role));
  const role = values.find((value) => otherRoles.includes(value));
  if (role === undefined) return undefined;
  const problem = (other: string) =>
    `${role} is a role of ${other} only, and mongodbatlas:api is ${api}: use`;
  if (api === "atlas") return `${problem("Cloud Manager")} a role of Atlas`;
  const [prefix = ""] = String(role).split("_");
  const instead = ofCloudManager.filter((other) => other.startsWith(`${prefix}_`)).sort();
  return `${problem("Atlas")} one of ${instead.join(", ")}`;
}
