import type { Caller } from "../auth/caller";
import type { IdSource } from "../types/ids";
import type { Call } from "../routes/route";
import type { AuditEvent } from "../types/audit-event";
import type { ApiKey, Organization, Project, ServiceAccount, World } from "./snapshot";
import { accountChanges, type Change, keyChanges } from "./principal-events";
import { organizationChanges, projectChanges } from "./resource-events";

/** Who did something, by the names that events give it, and from where. */
export interface Actor {
  readonly fields: Readonly<Record<string, string>>;
  /** What only a setting shows, in `raw`. */
  readonly hidden?: Readonly<Record<string, string>>;
  readonly remoteAddress: string;
}

/** No documented field names a service account. */
function actorOf(caller: Caller, remoteAddress: string): Actor {
  return caller.kind === "apiKey"
    ? { fields: { apiKeyId: caller.principal.id, publicKey: caller.principal.publicKey }, remoteAddress }
    : { fields: {}, hidden: { clientId: caller.principal.clientId }, remoteAddress };
}

/** A person or key that a caller of the emulator names: by a user's name or id, or by a key's public half. */
export function actorNamed(world: World, name: string, remoteAddress: string): Actor | undefined {
  for (const { users } of world.organizations.values()) {
    const user = users.find(({ id, username }) => id === name || username === name);
    if (user !== undefined) return { fields: { userId: user.id, username: user.username }, remoteAddress };
  }
  const key = world.keysByPublicKey.get(name);
  return key && { fields: { apiKeyId: key.id, publicKey: key.publicKey }, remoteAddress };
}

/** What it takes to keep events. */
export interface Keeping {
  readonly ids: IdSource;
  readonly nowMs: number;
  readonly keepDays: number;
}

export const dayMs = 24 * 3_600_000;

/** Keeps the events of these changes, one after the other. */
export function record(
  world: World,
  organization: Pick<Organization, "id">,
  changes: readonly Change[],
  actor: Actor,
  { ids, nowMs, keepDays }: Keeping,
): void {
  if (changes.length === 0) return;
  const isKept = ({ createdMs }: AuditEvent) => createdMs > nowMs - keepDays * dayMs;
  const [oldest] = world.events;
  if (oldest !== undefined && !isKept(oldest)) world.events = world.events.filter(isKept);
  for (const { eventTypeName, inOrganization, groupId, about, hidden } of changes) {
    world.events.push({
      id: ids.objectId(),
      createdMs: nowMs,
      eventTypeName,
      orgId: inOrganization ? organization.id : undefined,
      groupId,
      isGlobalAdmin: false,
      fields: { ...actor.fields, remoteAddress: actor.remoteAddress, ...about },
      hidden: { ...actor.hidden, ...hidden },
    });
  }
}

function recordChanges(call: Call, organization: Organization, changes: readonly Change[]): void {
  const { world, ids, clock, caller, exchange, settings } = call;
  const keeping = { ids, nowMs: clock.nowMs(), keepDays: settings.eventRetentionDays };
  record(world, organization, changes, actorOf(caller, exchange.address), keeping);
}

/** Does something to a key, and leaves the events of what that changed. */
export function changeKey(call: Call, key: ApiKey, change: () => void): void {
  const before = { ...key, ...copyOf(key) };
  change();
  recordChanges(call, call.organization, keyChanges(before, key));
}

export function recordNewKey(call: Call, organization: Organization, key: ApiKey): void {
  recordChanges(call, organization, keyChanges(undefined, key));
}

export function recordKeyDeletion(call: Call, key: ApiKey): void {
  recordChanges(call, call.organization, keyChanges(key, undefined));
}

/** The same for a service account. What is done to it in a project is in the project's feed. */
export function changeAccount(
  call: Call,
  account: ServiceAccount,
  change: () => void,
  projectId?: string,
): void {
  const before = { ...account, ...copyOf(account), secrets: [...account.secrets] };
  change();
  const changes = accountChanges(before, account);
  recordChanges(
    call,
    call.organization,
    projectId === undefined ? changes : changes.map(inProjectOf(projectId)),
  );
}

/** Its name and description are the organization's, whoever changes them. */
function inProjectOf(groupId: string): (change: Change) => Change {
  return (change) =>
    change.eventTypeName === "SERVICE_ACCOUNT_DETAILS_CHANGED"
      ? change
      : { ...change, inOrganization: false, groupId };
}

export function recordNewAccount(call: Call, organization: Organization, account: ServiceAccount): void {
  recordChanges(call, organization, accountChanges(undefined, account));
}

export function recordAccountDeletion(call: Call, account: ServiceAccount): void {
  recordChanges(call, call.organization, accountChanges(account, undefined));
}

export function changeProject(call: Call, project: Project, change: () => void): void {
  const before = { ...project, limits: new Map(project.limits) };
  change();
  recordChanges(call, call.organization, projectChanges(before, project));
}

export function recordNewProject(call: Call, organization: Organization, project: Project): void {
  recordChanges(call, organization, projectChanges(undefined, project));
}

export function recordProjectDeletion(call: Call, project: Project): void {
  recordChanges(call, call.organization, projectChanges(project, undefined));
}

export function changeOrganization(call: Call, organization: Organization, change: () => void): void {
  const before = { ...organization };
  change();
  recordChanges(call, organization, organizationChanges(before, organization));
}

export function recordNewOrganization(call: Call, organization: Organization): void {
  recordChanges(call, organization, organizationChanges(undefined, organization));
}

function copyOf({ orgRoles, projectRoles, accessList }: ApiKey | ServiceAccount) {
  const roles = [...projectRoles].map(([id, names]): [string, string[]] => [id, [...names]]);
  return { orgRoles: [...orgRoles], projectRoles: new Map(roles), accessList: [...accessList] };
}
