import { documentedRoles } from "./documented-roles.generated";
import { type PermissionOverride, permissionOverrides } from "./permission-overrides";
import type { Requirement } from "./requirement";

type DocumentedRole = (typeof documentedRoles)[keyof typeof documentedRoles][number];

const requirementOfRole: Readonly<Record<DocumentedRole, Requirement>> = {
  "Organization Owner": "ORG_OWNER",
  "Organization Member": "ORG_MEMBER",
  "Organization Read Only": "ORG_READ_ONLY",
  "Project Owner": "GROUP_OWNER",
  "Project Access Manager": "GROUP_ACCESS_MANAGER",
  "Project Read Only": "GROUP_READ_ONLY",
};

/** The requirements of each operation: the document's roles, or the override if there is one. */
const permissions: ReadonlyMap<string, readonly Requirement[]> = new Map([
  ...Object.entries(documentedRoles).map(([operationId, roles]): [string, readonly Requirement[]] => [
    operationId,
    roles.map((role) => requirementOfRole[role]),
  ]),
  ...Object.entries(permissionOverrides).map(
    ([operationId, { requires }]: [string, PermissionOverride]) =>
      [operationId, [requires] as readonly Requirement[]] as const,
  ),
]);

/** The requirements of an operation, of which a caller must meet one. @throws Error for an operation without requirements */
export function requirementsOf(operationId: string): readonly Requirement[] {
  const found = permissions.get(operationId);
  if (found === undefined || found.length === 0)
    throw new Error(`no requirement is known for the operation ${operationId}`);
  return found;
}
