import type { AuditEvent } from "../types/audit-event";
import { timestamp } from "../types/clock";
import type { Json, JsonObject } from "../types/json";
import type { Call } from "./route";

/** The body of an event. The link of an organization's event has `null` as the project id (recorded). */
export function eventBody(call: Call, event: AuditEvent, includeRaw: boolean): JsonObject {
  const { id, createdMs, eventTypeName, groupId, orgId, isGlobalAdmin, fields } = event;
  const self = `${call.base}/groups/${groupId ?? null}/events/${id}`;
  return alphabetical({
    ...(fields as JsonObject),
    created: timestamp(createdMs),
    eventTypeName,
    ...(groupId !== undefined && { groupId }),
    id,
    isGlobalAdmin,
    links: [{ href: self, rel: "self" }],
    ...(orgId !== undefined && { orgId }),
    ...(includeRaw && { raw: rawBody(call, event) }),
  });
}

/** The documented fields of `raw`. Other fields of the service are not recorded. */
function rawBody({ organization, snapshot, settings }: Call, event: AuditEvent): JsonObject {
  const { id, createdMs, eventTypeName, groupId, rawFields } = event;
  const project = groupId === undefined ? undefined : snapshot.projects.get(groupId);
  return alphabetical({
    _t: eventTypeName,
    ...(groupId !== undefined && { cid: groupId }),
    cre: timestamp(createdMs),
    ...(project !== undefined && { gn: project.name }),
    id,
    orgId: organization.id,
    orgName: organization.name,
    ...(settings.serviceAccountsInRaw && (rawFields as JsonObject)),
  });
}

function alphabetical(body: JsonObject): JsonObject {
  const sorted = Object.entries(body).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted) as Record<string, Json>;
}
