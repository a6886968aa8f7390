import { timestamp } from "../types/clock";
import type { Json, JsonObject } from "../types/json";
import type { AuditEvent } from "../types/audit-event";
import type { Call } from "./route";

/** An event as the feeds show it; an organization's own links to a project called null (recorded). */
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

/** Names that the document gives; what else the service has there is not on record. */
function rawBody({ organization, world, settings }: Call, event: AuditEvent): JsonObject {
  const { id, createdMs, eventTypeName, groupId, hidden } = event;
  const project = groupId === undefined ? undefined : world.projects.get(groupId);
  return alphabetical({
    _t: eventTypeName,
    ...(groupId !== undefined && { cid: groupId }),
    cre: timestamp(createdMs),
    ...(project !== undefined && { gn: project.name }),
    id,
    orgId: organization.id,
    orgName: organization.name,
    ...(settings.serviceAccountsInRaw && (hidden as JsonObject)),
  });
}

function alphabetical(body: JsonObject): JsonObject {
  const sorted = Object.entries(body).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted) as Record<string, Json>;
}
