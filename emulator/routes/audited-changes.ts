import type { Caller } from "../auth/caller";
import { type Actor, appendEvents } from "../store/append-events";
import { apiKeyEvents, type NewEvent, serviceAccountEvents } from "../store/principal-events";
import { organizationEvents, projectEvents } from "../store/resource-events";
import type { ApiKey, Organization, Project, ServiceAccount } from "../types/resources";
import type { Call } from "./route";

/** Changes an API key and appends the events of what changed. */
export function applyKeyChange(call: Call, key: ApiKey, change: () => void): void {
  const before = { ...key, ...copyOf(key) };
  change();
  append(call, call.organization, apiKeyEvents(before, key));
}

export function auditNewKey(call: Call, organization: Organization, key: ApiKey): void {
  append(call, organization, apiKeyEvents(undefined, key));
}

export function auditKeyDeletion(call: Call, key: ApiKey): void {
  append(call, call.organization, apiKeyEvents(key, undefined));
}

/**
 * Changes a service account and appends the events of what changed.
 * @param projectId the project whose feed shows a change that was made in a project
 */
export function applyAccountChange(
  call: Call,
  account: ServiceAccount,
  change: () => void,
  projectId?: string,
): void {
  const before = { ...account, ...copyOf(account), secrets: [...account.secrets] };
  change();
  const events = serviceAccountEvents(before, account);
  append(call, call.organization, projectId === undefined ? events : events.map(inFeedOf(projectId)));
}

/** Name and description belong to the organization: its feed shows their changes in any case. */
function inFeedOf(groupId: string): (event: NewEvent) => NewEvent {
  return (event) =>
    event.eventTypeName === "SERVICE_ACCOUNT_DETAILS_CHANGED"
      ? event
      : { ...event, inOrganization: false, groupId };
}

export function auditNewAccount(call: Call, organization: Organization, account: ServiceAccount): void {
  append(call, organization, serviceAccountEvents(undefined, account));
}

export function auditAccountDeletion(call: Call, account: ServiceAccount): void {
  append(call, call.organization, serviceAccountEvents(account, undefined));
}

/** Changes a project and appends the events of what changed. */
export function applyProjectChange(call: Call, project: Project, change: () => void): void {
  const before = { ...project, limits: new Map(project.limits) };
  change();
  append(call, call.organization, projectEvents(before, project));
}

export function auditNewProject(call: Call, organization: Organization, project: Project): void {
  append(call, organization, projectEvents(undefined, project));
}

export function auditProjectDeletion(call: Call, project: Project): void {
  append(call, call.organization, projectEvents(project, undefined));
}

/** Changes an organization and appends the events of what changed. */
export function applyOrganizationChange(call: Call, organization: Organization, change: () => void): void {
  const before = { ...organization };
  change();
  append(call, organization, organizationEvents(before, organization));
}

export function auditNewOrganization(call: Call, organization: Organization): void {
  append(call, organization, organizationEvents(undefined, organization));
}

function append(call: Call, organization: Organization, events: readonly NewEvent[]): void {
  const { snapshot, ids, clock, caller, request, settings } = call;
  const options = { ids, nowMs: clock.nowMs(), retentionDays: settings.eventRetentionDays };
  appendEvents(snapshot, organization, events, actorOf(caller, request.address), options);
}

/** No documented field names a service account. */
function actorOf(caller: Caller, remoteAddress: string): Actor {
  return caller.kind === "apiKey"
    ? { fields: { apiKeyId: caller.principal.id, publicKey: caller.principal.publicKey }, remoteAddress }
    : { fields: {}, rawFields: { clientId: caller.principal.clientId }, remoteAddress };
}

function copyOf({ orgRoles, projectRoles, accessList }: ApiKey | ServiceAccount) {
  const roles = [...projectRoles].map(([id, names]): [string, string[]] => [id, [...names]]);
  return { orgRoles: [...orgRoles], projectRoles: new Map(roles), accessList: [...accessList] };
}
