import {
  addApiKeyAccessEntries,
  listApiKeyAccessEntries,
  removeApiKeyAccessEntry,
} from "../../provider/atlas/endpoints/api-key-access-lists";
import {
  readDelegationSettings,
  updateDelegationSettings,
} from "../../provider/atlas/endpoints/delegation-settings";
import {
  deleteOrgApiKey,
  getOrgApiKey,
  listOrgApiKeys,
  updateOrgApiKey,
} from "../../provider/atlas/endpoints/org-api-keys";
import {
  readOrganizationSettings,
  updateOrganizationSettings,
} from "../../provider/atlas/endpoints/organization-settings";
import { getOrganization, updateOrganization } from "../../provider/atlas/endpoints/organizations";
import {
  unassignProjectApiKey,
  updateProjectApiKeyRoles,
} from "../../provider/atlas/endpoints/project-api-keys";
import { type ManagedResource, stringProperty } from "../pulumi/managed-resources";

export const actions = ["read", "change", "delete"] as const;
export type Action = (typeof actions)[number];

/** The role that each action needs, from the endpoints that it calls; undefined if it calls none. */
type Needs = Readonly<Record<Action, string | undefined>>;

/** What is known about a caller. */
export interface CallerRoles {
  readonly orgId: string;
  readonly apiKeyId: string | undefined;
  readonly roles: readonly string[];
  /** Roles by project id; undefined if Atlas does not show them. */
  readonly projectRoles: ReadonlyMap<string, readonly string[]> | undefined;
}

/** The role that is missing for an action; null if none is missing, undefined if Atlas does not show the caller's roles. */
export type MissingRole = string | null | undefined;

const requiredRoles: Readonly<Record<string, Needs>> = {
  OrgApiKey: {
    read: getOrgApiKey.requiredRole,
    change: updateOrgApiKey.requiredRole,
    delete: deleteOrgApiKey.requiredRole,
  },
  OrgApiKeyAccessList: {
    read: listApiKeyAccessEntries.requiredRole,
    change: addApiKeyAccessEntries.requiredRole,
    delete: removeApiKeyAccessEntry.requiredRole,
  },
  ProjectApiKeyAssignment: {
    read: listOrgApiKeys.requiredRole,
    change: updateProjectApiKeyRoles.requiredRole,
    delete: unassignProjectApiKey.requiredRole,
  },
  Organization: {
    read: getOrganization.requiredRole,
    change: updateOrganization.requiredRole,
    delete: undefined,
  },
  OrganizationSettings: {
    read: readOrganizationSettings.requiredRole,
    change: updateOrganizationSettings.requiredRole,
    delete: undefined,
  },
  OrganizationDelegationSettings: {
    read: readDelegationSettings.requiredRole,
    change: updateDelegationSettings.requiredRole,
    delete: undefined,
  },
};

/** The role that a caller is missing for an action on a stack's resource. */
export function missingRole(
  action: Action,
  { definition, inputs, state }: ManagedResource,
  caller: CallerRoles,
): MissingRole {
  const { name } = definition;
  // An organization that the stack created is managed with the credentials in its state, not with the caller's.
  if (name === "Organization" && stringProperty(inputs, "orgId") === undefined) return null;
  // A destroy that restores settings changes them.
  const done = action === "delete" && state.restoreOnDestroy === true ? "change" : action;
  const role = requiredRoles[name]?.[done];
  if (role === undefined) return null;
  const orgId = stringProperty(state, "orgId") ?? stringProperty(inputs, "orgId");
  if (orgId !== undefined && orgId !== caller.orgId) return `${role} of organization ${orgId}`;
  const isOwnList = name === "OrgApiKeyAccessList" && stringProperty(inputs, "apiKeyId") === caller.apiKeyId;
  if (isOwnList || caller.roles.includes("ORG_OWNER")) return null;
  return missingProjectRole(role, stringProperty(inputs, "projectId") ?? "", caller);
}

function missingProjectRole(
  role: string,
  projectId: string,
  { roles, projectRoles }: CallerRoles,
): MissingRole {
  if (role === "Organization Member" && roles.length > 0) return null;
  if (!role.startsWith("Project ")) return role;
  if (projectRoles === undefined) return undefined;
  const own = projectRoles.get(projectId) ?? [];
  const sufficientRoles =
    role === "Project Access Manager" ? ["GROUP_OWNER", "GROUP_ACCESS_MANAGER"] : ["GROUP_OWNER"];
  return sufficientRoles.some((sufficient) => own.includes(sufficient)) ? null : role;
}
