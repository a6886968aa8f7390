import { eventTypes } from "../constants/event-types";
import type { OperationResponse } from "../http/api-response";
import { atlasError } from "../http/atlas-error";
import { isRetained } from "../store/append-events";
import type { AuditEvent } from "../types/audit-event";
import { eventBody } from "./event";
import { type EventFilter, filterQuery, matchesFilter, parseFilter } from "./event-filter";
import { page } from "./page";
import type { Call, Route } from "./route";

const common = { product: "atlas", version: "2023-01-01", method: "GET" } as const;
const filters = ["eventType", "minDate", "maxDate", "includeRaw"] as const;

export const eventRoutes: readonly Route[] = [
  {
    ...common,
    path: "/orgs/{orgId}/events",
    operationId: "listOrgEvents",
    aliases: ["listOrganizationEvents"],
    limit: "orgEvents",
    query: filters,
    javaMethod: "ApiOrgEventsResource::getAllEvents",
    handler: (call) => list(call, organizationEvents(call)),
  },
  {
    ...common,
    path: "/orgs/{orgId}/events/{eventId}",
    operationId: "getOrgEvent",
    aliases: ["getOrganizationEvent"],
    limit: "orgEvents",
    query: ["includeRaw"],
    handler: (call) => one(call, organizationEvents(call)),
  },
  {
    ...common,
    path: "/groups/{groupId}/events",
    operationId: "listGroupEvents",
    aliases: ["listProjectEvents"],
    limit: "groupEvents",
    query: [...filters, "clusterNames", "excludedEventType"],
    javaMethod: "ApiGroupEventsResource::getAllEvents",
    handler: (call) => list(call, projectEvents(call)),
  },
  {
    ...common,
    path: "/groups/{groupId}/events/{eventId}",
    operationId: "getGroupEvent",
    aliases: ["getProjectEvent"],
    limit: "groupEvents",
    query: ["includeRaw"],
    handler: (call) => one(call, projectEvents(call)),
  },
  {
    ...common,
    path: "/eventTypes",
    operationId: "listEventTypes",
    limit: "eventTypes",
    handler: (call) => page(call, eventTypes, (eventType) => ({ alertable: false, eventType })),
  },
];

function organizationEvents(call: Call): AuditEvent[] {
  const { id } = call.organization;
  return retainedEvents(call).filter(({ orgId }) => orgId === id);
}

function projectEvents(call: Call): AuditEvent[] {
  const { id } = call.project;
  return retainedEvents(call).filter(({ groupId }) => groupId === id);
}

/** Events within the retention period, newest first. */
function retainedEvents({ snapshot, clock, settings }: Call): AuditEvent[] {
  const { eventRetentionDays } = settings;
  return snapshot.events.filter((event) => isRetained(event, clock.nowMs(), eventRetentionDays)).reverse();
}

/** With includeCount=false, totalCount is 0 (recorded twice). */
function list(call: Call, events: readonly AuditEvent[]): OperationResponse {
  const filter: EventFilter = parseFilter(call.query.specific);
  const found = events.filter((event) => matchesFilter(event, filter));
  const toBody = (event: AuditEvent) => eventBody(call, event, filter.includeRaw);
  return page(call, found, toBody, { ownQuery: filterQuery(call.query.specific), uncounted: 0 });
}

function one(call: Call, events: readonly AuditEvent[]): OperationResponse {
  const id = call.param("eventId");
  const found = events.find((event) => event.id === id);
  if (found === undefined) throw atlasError("RESOURCE_NOT_FOUND", `event ${id}`);
  return { status: 200, body: eventBody(call, found, parseFilter(call.query.specific).includeRaw) };
}
