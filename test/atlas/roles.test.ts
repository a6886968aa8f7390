import { orgRoles, projectRoles } from "../../provider/atlas/known-roles";
import { roleProblem, rolesIn, roleTraits } from "../../provider/atlas/roles";

test("every known role belongs to exactly one scope", () => {
  for (const role of orgRoles) {
    expect(roleProblem(role, "organization")).toBeUndefined();
    expect(roleProblem(role, "project")).toContain("a role of an organization");
  }
  for (const role of projectRoles) {
    expect(roleProblem(role, "project")).toBeUndefined();
    expect(roleProblem(role, "organization")).toContain("a role of a project");
  }
});

test.each([
  ["ORG_OWNR", "organization", "did you mean ORG_OWNER?"],
  ["ORG_READONLY", "organization", "did you mean ORG_READ_ONLY?"],
  ["org_owner", "organization", "did you mean ORG_OWNER?"],
  ["OWNER", "organization", "did you mean ORG_OWNER?"],
  ["read only", "project", "did you mean GROUP_READ_ONLY?"],
  ["GROUP_CLUSTER_MANAGR", "project", "did you mean GROUP_CLUSTER_MANAGER?"],
  ["GROUP_OWNER", "organization", "did you mean ORG_OWNER?"],
  ["ORG_OWNER", "project", "did you mean GROUP_OWNER?"],
] as const)("%s in the roles of a %s is an error: %s", (role, scope, says) => {
  expect(roleProblem(role, scope)).toContain(says);
});

test("an unknown well-formed role is accepted with a warning", () => {
  expect(roleProblem("ORG_VAULT_KEEPER", "organization")).toBeUndefined();
  expect(roleTraits("organization").inputWarning(["ORG_OWNER", "ORG_VAULT_KEEPER"])).toContain(
    "ORG_VAULT_KEEPER",
  );
  expect(roleTraits("organization").inputWarning(["ORG_OWNER"])).toBeUndefined();
});

test("a role that only Cloud Manager has is known and not reported as a typo", () => {
  for (const role of [
    "GROUP_AUTOMATION_ADMIN",
    "GROUP_BACKUP_ADMIN",
    "GROUP_BILLING_ADMIN",
    "GROUP_USER_ADMIN",
  ]) {
    expect(roleProblem(role, "project")).toBeUndefined();
    expect(roleTraits("project").inputWarning([role])).toBeUndefined();
  }
  expect(roleProblem("GROUP_MONITORNG_ADMIN", "project")).toContain("did you mean GROUP_MONITORING_ADMIN?");
});

test("a value that does not look like a role is not printed", () => {
  expect(roleProblem("hunter2-and-more", "organization")).not.toContain("hunter2");
});

test("roles are selected by prefix and matching id", () => {
  const items = [
    { roleName: "ORG_READ_ONLY", orgId: "o1" },
    { roleName: "ORG_OWNER", orgId: "o2" },
    { roleName: "GROUP_OWNER", groupId: "g1" },
    { roleName: "GROUP_READ_ONLY", groupId: "g2" },
    { roleName: "GROUP_DATA_ACCESS_ADMIN", groupId: "g1", orgId: "o1" },
  ];
  expect(rolesIn(items, "organization", "o1")).toEqual(["ORG_READ_ONLY"]);
  expect(rolesIn(items, "project", "g1")).toEqual(["GROUP_DATA_ACCESS_ADMIN", "GROUP_OWNER"]);
});
