import { documentedRoles } from "./documented-roles.generated";
import { type Overruling, overrulings } from "./permission-overrides";

/** What an operation asks of its caller, in the organization or project that its path names. */
export type Requirement =
  /** Every caller; the operation shows or changes what is the caller's own. */
  | "nothing"
  | "ORG_OWNER"
  | "ORG_MEMBER"
  | "ORG_READ_ONLY"
  /** An owner, or the very key that the path names. */
  | "ORG_OWNER_OR_OWN_KEY"
  | "GROUP_OWNER"
  | "GROUP_ACCESS_MANAGER"
  | "GROUP_READ_ONLY"
  /** A role in the project itself, where reading by ORG_READ_ONLY is not enough. */
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

/** Each operation with what it asks: the document's roles, and an overruling in the place of a row that it has. */
const permissions: ReadonlyMap<string, readonly Requirement[]> = new Map([
  ...Object.entries(documentedRoles).map(([operationId, roles]): [string, readonly Requirement[]] => [
    operationId,
    roles.map((role) => requirementOfRole[role]),
  ]),
  ...Object.entries(overrulings).map(
    ([operationId, { requires }]: [string, Overruling]) =>
      [operationId, [requires] as readonly Requirement[]] as const,
  ),
]);

/** One of these suffices. @throws Error for an operation that neither the document nor an overruling has */
export function requirementsOf(operationId: string): readonly Requirement[] {
  const found = permissions.get(operationId);
  if (found === undefined || found.length === 0) throw new Error(`nothing says who may call ${operationId}`);
  return found;
}
