import type { RoleChange, Tier } from "./change";

/**
 * Roles by their privilege. A role that can grant roles counts as owner, because it can grant itself more. A role that is
 * not listed here cannot be compared: a new one, or one whose permissions are not documented.
 */
const roles: Readonly<Record<Exclude<Tier, "unknown">, readonly string[]>> = {
  owner: ["ORG_OWNER", "GROUP_OWNER", "GROUP_ACCESS_MANAGER", "GROUP_USER_ADMIN"],
  write: [
    "ORG_GROUP_CREATOR",
    "ORG_STREAM_PROCESSING_ADMIN",
    "GROUP_ALERTS_MANAGER",
    "GROUP_AUTOMATION_ADMIN",
    "GROUP_BACKUP_ADMIN",
    "GROUP_BACKUP_CREATOR",
    "GROUP_BACKUP_EXPORT_OPERATOR",
    "GROUP_BACKUP_MANAGER",
    "GROUP_BACKUP_RECOVERY_OPERATOR",
    "GROUP_CLUSTER_CREATOR",
    "GROUP_CLUSTER_MANAGER",
    "GROUP_DATABASE_ACCESS_ADMIN",
    "GROUP_DATA_ACCESS_ADMIN",
    "GROUP_DATA_ACCESS_READ_WRITE",
    "GROUP_INDEX_MANAGER",
    "GROUP_MONITORING_ADMIN",
    "GROUP_NETWORK_ACCESS_MANAGER",
    "GROUP_REPLICA_SET_MANAGER",
    "GROUP_SEARCH_INDEX_EDITOR",
    "GROUP_STREAM_PROCESSING_OWNER",
    "GROUP_TRIGGER_MANAGER",
  ],
  billing: ["ORG_BILLING_ADMIN", "GROUP_BILLING_ADMIN"],
  read: [
    "ORG_BILLING_READ_ONLY",
    "ORG_MEMBER",
    "ORG_READ_ONLY",
    "GROUP_CLUSTER_LOG_VIEWER",
    "GROUP_DATA_ACCESS_READ_ONLY",
    "GROUP_OBSERVABILITY_VIEWER",
    "GROUP_READ_ONLY",
  ],
};

const tiers = new Map<string, Tier>(
  Object.entries(roles).flatMap(([tier, names]) => names.map((name) => [name, tier as Tier] as const)),
);
/** From least to most. */
export const rank: Readonly<Record<Tier, number>> = { owner: 4, write: 3, billing: 2, read: 1, unknown: 0 };

export function tierOf(role: string): Tier {
  return tiers.get(role) ?? "unknown";
}

/** Role names with their tiers, sorted by name. */
export function withTiers(names: readonly string[]): readonly RoleChange[] {
  return [...names].sort().map((role) => ({ role, tier: tierOf(role) }));
}

/** Whether the gained roles have a higher tier than the lost ones. `unknown`: a role cannot be compared. */
export function privilegeChange(change: {
  readonly gained: readonly RoleChange[];
  readonly lost: readonly RoleChange[];
}): "raised" | "unknown" | "not raised" {
  const { gained, lost } = change;
  if (gained.length === 0) return "not raised";
  const highest = (changes: readonly RoleChange[]) => Math.max(0, ...changes.map(({ tier }) => rank[tier]));
  const hasUnknown = [...gained, ...lost].some(({ tier }) => tier === "unknown");
  if (highest(gained) > highest(lost) && lost.every(({ tier }) => tier !== "unknown")) return "raised";
  return hasUnknown ? "unknown" : "not raised";
}
