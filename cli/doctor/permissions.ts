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

/** The role that an action needs, as the calls that it makes say; undefined where it makes none. */
type Needs = Readonly<Record<Action, string | undefined>>;

/** What is known of a caller. */
export interface CallerRoles {
  readonly orgId: string;
  readonly apiKeyId: string | undefined;
  readonly roles: readonly string[];
  /** Project id to the roles there; undefined where Atlas does not tell them. */
  readonly projectRoles: ReadonlyMap<string, readonly string[]> | undefined;
}

/** The role that is missing for an action; null when nothing is, undefined when Atlas does not tell. */
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

/** The role that a caller lacks to do something to a resource of a stack. */
export function missingRole(
  action: Action,
  { definition, inputs, state }: ManagedResource,
  caller: CallerRoles,
): MissingRole {
  const { name } = definition;
  // Its first credentials are in the state and are used whoever calls.
  if (name === "Organization" && stringProperty(inputs, "orgId") === undefined) return null;
  // A destroy that puts settings back changes them.
  const done = action === "delete" && state.restoreOnDestroy === true ? "change" : action;
  const need = requiredRoles[name]?.[done];
  if (need === undefined) return null;
  const orgId = stringProperty(state, "orgId") ?? stringProperty(inputs, "orgId");
  if (orgId !== undefined && orgId !== caller.orgId) return `${need} of organization ${orgId}`;
  const isOwnList = name === "OrgApiKeyAccessList" && stringProperty(inputs, "apiKeyId") === caller.apiKeyId;
  if (isOwnList || caller.roles.includes("ORG_OWNER")) return null;
  return missingProjectRole(need, stringProperty(inputs, "projectId") ?? "", caller);
}

function missingProjectRole(
  need: string,
  projectId: string,
  { roles, projectRoles }: CallerRoles,
): MissingRole {
  if (need === "Organization Member" && roles.length > 0) return null;
  if (!need.startsWith("Project ")) return need;
  if (projectRoles === undefined) return undefined;
  const here = projectRoles.get(projectId) ?? [];
  const suffices =
    need === "Project Access Manager" ? ["GROUP_OWNER", "GROUP_ACCESS_MANAGER"] : ["GROUP_OWNER"];
  return suffices.some((role) => here.includes(role)) ? null : need;
}
