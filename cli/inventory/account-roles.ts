import type { RoleItem } from "../../provider/atlas/roles";

/** The roles of a service account in the form in which Atlas returns those of a key: all in one list. */
export function accountRoles(
  orgId: string,
  roles: readonly string[],
  projects: readonly { readonly id: string; readonly roles: readonly string[] }[],
): readonly RoleItem[] {
  return [
    ...roles.map((roleName) => ({ roleName, orgId })),
    ...projects.flatMap(({ id: groupId, roles: inProject }) =>
      inProject.map((roleName) => ({ roleName, groupId })),
    ),
  ];
}
