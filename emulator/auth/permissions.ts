import { documentedRoles } from "./documented-roles.generated";
import { type PermissionOverride, permissionOverrides } from "./permission-overrides";

/** The role that an operation requires of its caller, in the organization or project of its path. */
export type Requirement =
  /** No role; the operation reads or changes the caller's own data. */
  | "none"
  | "ORG_OWNER"
  | "ORG_MEMBER"
  | "ORG_READ_ONLY"
  /** An owner, or the key in the path. */
  | "ORG_OWNER_OR_OWN_KEY"
  | "GROUP_OWNER"
  | "GROUP_ACCESS_MANAGER"
  | "GROUP_READ_ONLY"
  /** A role in the project itself: ORG_READ_ONLY is not enough. */
  | "GROUP_ROLE";

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
