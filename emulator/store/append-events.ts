import type { AuditEvent } from "../types/audit-event";
import type { IdSource } from "../types/ids";
import type { Organization } from "../types/resources";
import type { NewEvent } from "./principal-events";
import type { Snapshot } from "./snapshot";

/** The actor of a change, in the fields of an event. */
export interface Actor {
  readonly fields: Readonly<Record<string, string>>;
  /** Undocumented fields of `raw`, which a setting shows. */
  readonly rawFields?: Readonly<Record<string, string>>;
  readonly remoteAddress: string;
}

/** Finds the user with this name or id, or the API key with this public key. */
export function findActor(snapshot: Snapshot, name: string, remoteAddress: string): Actor | undefined {
  for (const { users } of snapshot.organizations.values()) {
    const user = users.find(({ id, username }) => id === name || username === name);
    if (user !== undefined) return { fields: { userId: user.id, username: user.username }, remoteAddress };
  }
  const key = snapshot.keysByPublicKey.get(name);
  return key && { fields: { apiKeyId: key.id, publicKey: key.publicKey }, remoteAddress };
}

export interface EventOptions {
  readonly ids: IdSource;
  readonly nowMs: number;
  readonly retentionDays: number;
}

const dayMs = 24 * 3_600_000;

/** Whether the feeds still show an event. */
export function isRetained({ createdMs }: AuditEvent, nowMs: number, retentionDays: number): boolean {
  return createdMs > nowMs - retentionDays * dayMs;
}

/** Appends events to the feeds, in their order, and deletes those past retention. */
export function appendEvents(
  snapshot: Snapshot,
  organization: Pick<Organization, "id">,
  events: readonly NewEvent[],
  actor: Actor,
  { ids, nowMs, retentionDays }: EventOptions,
): void {
  if (events.length === 0) return;
  snapshot.events = snapshot.events.filter((event) => isRetained(event, nowMs, retentionDays));
  for (const { eventTypeName, inOrganization, groupId, targetFields, rawFields } of events) {
    snapshot.events.push({
      id: ids.objectId(),
      createdMs: nowMs,
      eventTypeName,
      orgId: inOrganization ? organization.id : undefined,
      groupId,
      isGlobalAdmin: false,
      fields: { ...actor.fields, remoteAddress: actor.remoteAddress, ...targetFields },
      rawFields: { ...actor.rawFields, ...rawFields },
    });
  }
}
