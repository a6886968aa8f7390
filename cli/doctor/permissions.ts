import type { Action } from "../../provider/core/resource-traits";
import { type ManagedResource, stringProperty } from "../pulumi/managed-resources";

export type { Action };
export const actions: readonly Action[] = ["read", "change", "delete"];

/** What is known about a caller. */
export interface CallerRoles {
  readonly orgId: string;
  /** Id of its key, or client id of its service account. */
  readonly id: string | undefined;
  readonly roles: readonly string[];
  /** Roles by project id; undefined if Atlas does not show them. */
  readonly projectRoles: ReadonlyMap<string, readonly string[]> | undefined;
}

/** The role that is missing for an action; null if none is missing, undefined if Atlas does not show the caller's roles. */
export type MissingRole = string | null | undefined;

/** The role that a caller is missing for an action on a stack's resource. */
export function missingRole(
  action: Action,
  { definition, inputs, state }: ManagedResource,
  caller: CallerRoles,
): MissingRole {
  const { hasOwnCredentials, ownObjectPermitted, requiredRoles } = definition.traits;
  // An organization that the stack created is managed with the credentials in its state, not with the caller's.
  if (hasOwnCredentials && stringProperty(inputs, "orgId") === undefined) return null;
  // A destroy that restores settings changes them.
  const done = action === "delete" && state.restoreOnDestroy === true ? "change" : action;
  const role = requiredRoles[done];
  if (role === undefined) return null;
  const orgId = stringProperty(state, "orgId") ?? stringProperty(inputs, "orgId");
  if (orgId !== undefined && orgId !== caller.orgId) return `${role} of organization ${orgId}`;
  const owner = stringProperty(inputs, "apiKeyId") ?? stringProperty(inputs, "clientId");
  const isOwn = ownObjectPermitted === true && owner !== undefined && owner === caller.id;
  if (isOwn || caller.roles.includes("ORG_OWNER")) return null;
  return missingProjectRole(role, stringProperty(inputs, "projectId") ?? "", caller);
}

function missingProjectRole(
  role: string,
  projectId: string,
  { roles, projectRoles }: CallerRoles,
): MissingRole {
  if (role === "Organization Member" && roles.length > 0) return null;
  // It reads all projects too.
  const isRead = role === "Organization Read Only" || role === "Project Read Only";
  if (isRead && roles.includes("ORG_READ_ONLY")) return null;
  if (!role.startsWith("Project ")) return role;
  if (projectRoles === undefined) return undefined;
  const own = projectRoles.get(projectId) ?? [];
  return isSufficient(role, own) ? null : role;
}

function isSufficient(role: string, own: readonly string[]): boolean {
  if (own.includes("GROUP_OWNER")) return true;
  if (role === "Project Access Manager") return own.includes("GROUP_ACCESS_MANAGER");
  return role === "Project Read Only" && own.length > 0;
}
