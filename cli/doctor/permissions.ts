import { addEntries, listEntries, removeEntry } from "../../provider/atlas/endpoints/access-list";
import { unassignKey, updateAssignment } from "../../provider/atlas/endpoints/project-api-keys";
import { getOrgApiKey, listOrgApiKeys } from "../../provider/atlas/keys";
import { deleteKey, updateKey } from "../../provider/resources/org-api-key/api";
import { getOrganization, updateOrganization } from "../../provider/resources/organization/api";
import { type Managed, textIn } from "../drift/managed";

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
export type Lack = string | null | undefined;

const ofResource: Readonly<Record<string, Needs>> = {
  OrgApiKey: { read: getOrgApiKey.needs, change: updateKey.needs, delete: deleteKey.needs },
  OrgApiKeyAccessList: { read: listEntries.needs, change: addEntries.needs, delete: removeEntry.needs },
  ProjectApiKeyAssignment: {
    read: listOrgApiKeys.needs,
    change: updateAssignment.needs,
    delete: unassignKey.needs,
  },
  Organization: { read: getOrganization.needs, change: updateOrganization.needs, delete: undefined },
};

/** What a caller lacks to do something to a resource of a stack. */
export function lackOf(action: Action, { definition, inputs, state }: Managed, caller: CallerRoles): Lack {
  const { name } = definition;
  // Its first credentials are in the state and are used whoever calls.
  if (name === "Organization" && textIn(inputs, "orgId") === undefined) return null;
  const need = ofResource[name]?.[action];
  if (need === undefined) return null;
  const orgId = textIn(state, "orgId") ?? textIn(inputs, "orgId");
  if (orgId !== undefined && orgId !== caller.orgId) return `${need} of organization ${orgId}`;
  const isOwnList = name === "OrgApiKeyAccessList" && textIn(inputs, "apiKeyId") === caller.apiKeyId;
  if (isOwnList || caller.roles.includes("ORG_OWNER")) return null;
  return lackInProject(need, textIn(inputs, "projectId") ?? "", caller);
}

function lackInProject(need: string, projectId: string, { roles, projectRoles }: CallerRoles): Lack {
  if (need === "Organization Member" && roles.length > 0) return null;
  if (!need.startsWith("Project ")) return need;
  if (projectRoles === undefined) return undefined;
  const here = projectRoles.get(projectId) ?? [];
  const suffices =
    need === "Project Access Manager" ? ["GROUP_OWNER", "GROUP_ACCESS_MANAGER"] : ["GROUP_OWNER"];
  return suffices.some((role) => here.includes(role)) ? null : need;
}
