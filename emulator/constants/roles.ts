/** Organization roles of API keys and service accounts (documented, 7 today). */
export const orgRoles: ReadonlySet<string> = new Set([
  "ORG_OWNER",
  "ORG_MEMBER",
  "ORG_GROUP_CREATOR",
  "ORG_BILLING_ADMIN",
  "ORG_BILLING_READ_ONLY",
  "ORG_STREAM_PROCESSING_ADMIN",
  "ORG_READ_ONLY",
]);

/** Project roles (documented: the 11 of the last published enumeration and the 15 added since). */
export const projectRoles: ReadonlySet<string> = new Set([
  "GROUP_BACKUP_MANAGER",
  "GROUP_CLUSTER_MANAGER",
  "GROUP_DATABASE_ACCESS_ADMIN",
  "GROUP_DATA_ACCESS_ADMIN",
  "GROUP_DATA_ACCESS_READ_ONLY",
  "GROUP_DATA_ACCESS_READ_WRITE",
  "GROUP_OBSERVABILITY_VIEWER",
  "GROUP_OWNER",
  "GROUP_READ_ONLY",
  "GROUP_SEARCH_INDEX_EDITOR",
  "GROUP_STREAM_PROCESSING_OWNER",
  "GROUP_ACCESS_MANAGER",
  "GROUP_REPLICA_SET_MANAGER",
  "GROUP_CLUSTER_CREATOR",
  "GROUP_CLUSTER_LOG_VIEWER",
  "GROUP_CLUSTER_RESILIENCE_TESTER",
  "GROUP_BACKUP_CREATOR",
  "GROUP_BACKUP_RECOVERY_OPERATOR",
  "GROUP_BACKUP_EXPORT_OPERATOR",
  "GROUP_NETWORK_ACCESS_MANAGER",
  "GROUP_TRIGGER_MANAGER",
  "GROUP_INDEX_MANAGER",
  "GROUP_REAL_TIME_PERFORMANCE_OPERATOR",
  "GROUP_SUPPORT_ACCESS_MANAGER",
  "GROUP_ALERTS_MANAGER",
  "GROUP_MODEL_OWNER",
]);

/** Cloud Manager has no stream processing (documented: 6 organization roles). */
export const cloudManagerOrgRoles: ReadonlySet<string> = new Set(
  [...orgRoles].filter((role) => role !== "ORG_STREAM_PROCESSING_ADMIN"),
);

export const cloudManagerProjectRoles: ReadonlySet<string> = new Set([
  "GROUP_AUTOMATION_ADMIN",
  "GROUP_BACKUP_ADMIN",
  "GROUP_DATA_ACCESS_ADMIN",
  "GROUP_DATA_ACCESS_READ_ONLY",
  "GROUP_DATA_ACCESS_READ_WRITE",
  "GROUP_MONITORING_ADMIN",
  "GROUP_OWNER",
  "GROUP_READ_ONLY",
  "GROUP_USER_ADMIN",
]);

export const isOrgRole = (role: string): boolean => role.startsWith("ORG_");
export const isProjectRole = (role: string): boolean => role.startsWith("GROUP_");
