import { privilegeChange, tierOf, withTiers } from "../../../cli/drift/role-tiers";
import { orgRoles, projectRoles } from "../../../provider/atlas/known-roles";

test.each<[string, string[], string[], string]>([
  ["a reader who becomes an owner", ["GROUP_OWNER"], ["GROUP_READ_ONLY"], "raised"],
  ["an additional role", ["GROUP_READ_ONLY"], [], "raised"],
  ["an owner who becomes a writer", ["GROUP_CLUSTER_MANAGER"], ["GROUP_OWNER"], "not raised"],
  ["one writer's role for another", ["GROUP_BACKUP_MANAGER"], ["GROUP_CLUSTER_MANAGER"], "not raised"],
  ["a role that is only lost", [], ["GROUP_OWNER"], "not raised"],
  ["billing instead of read", ["ORG_BILLING_ADMIN"], ["ORG_READ_ONLY"], "raised"],
  ["an unknown role", ["GROUP_NEW"], [], "unknown"],
  ["an owner instead of an unknown role", ["GROUP_OWNER"], ["GROUP_NEW"], "unknown"],
])("%s: privilege is compared by tier", (_, gained, lost, expected) => {
  expect(privilegeChange({ gained: withTiers(gained), lost: withTiers(lost) })).toBe(expected);
});

test("of the known roles, only those with undocumented permissions cannot be compared", () => {
  const unknown = [...orgRoles, ...projectRoles].filter((role) => tierOf(role) === "unknown");
  expect(unknown.sort()).toEqual([
    "GROUP_CLUSTER_RESILIENCE_TESTER",
    "GROUP_MODEL_OWNER",
    "GROUP_REAL_TIME_PERFORMANCE_OPERATOR",
    "GROUP_SUPPORT_ACCESS_MANAGER",
  ]);
});
