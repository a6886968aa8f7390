import { type EventFilter, filterOf, filterQuery, isAskedFor } from "./event-filter";
import { dayMs } from "../store/record-events";
import { problem } from "../http/atlas-error";
import type { AuditEvent } from "../types/audit-event";
import { eventTypes } from "../constants/event-types";
import { eventBody } from "./event";
import { page } from "./page";
import type { Answer, Call, Route } from "./route";

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
    handler: (call) => list(call, ofOrganization(call)),
  },
  {
    ...common,
    path: "/orgs/{orgId}/events/{eventId}",
    operationId: "getOrgEvent",
    aliases: ["getOrganizationEvent"],
    limit: "orgEvents",
    query: ["includeRaw"],
    handler: (call) => one(call, ofOrganization(call)),
  },
  {
    ...common,
    path: "/groups/{groupId}/events",
    operationId: "listGroupEvents",
    aliases: ["listProjectEvents"],
    limit: "groupEvents",
    query: [...filters, "clusterNames", "excludedEventType"],
    javaMethod: "ApiGroupEventsResource::getAllEvents",
    handler: (call) => list(call, ofProject(call)),
  },
  {
    ...common,
    path: "/groups/{groupId}/events/{eventId}",
    operationId: "getGroupEvent",
    aliases: ["getProjectEvent"],
    limit: "groupEvents",
    query: ["includeRaw"],
    handler: (call) => one(call, ofProject(call)),
  },
  {
    ...common,
    path: "/eventTypes",
    operationId: "listEventTypes",
    limit: "eventTypes",
    handler: (call) => page(call, eventTypes, (eventType) => ({ alertable: false, eventType })),
  },
];

function ofOrganization(call: Call): AuditEvent[] {
  const { id } = call.organization;
  return kept(call).filter(({ orgId }) => orgId === id);
}

/** What is in both feeds is there as in the organization's. */
function ofProject(call: Call): AuditEvent[] {
  const { id } = call.project;
  return kept(call).filter(({ groupId }) => groupId === id);
}

/** Those that are not too old, newest first. */
function kept({ world, clock, settings }: Call): AuditEvent[] {
  const sinceMs = clock.nowMs() - settings.eventRetentionDays * dayMs;
  return world.events.filter(({ createdMs }) => createdMs > sinceMs).reverse();
}

/** Without the count, the number of all is said to be 0 (recorded twice). */
function list(call: Call, events: readonly AuditEvent[]): Answer {
  const filter: EventFilter = filterOf(call.query.others);
  const found = events.filter((event) => isAskedFor(event, filter));
  const toBody = (event: AuditEvent) => eventBody(call, event, filter.includeRaw);
  return page(call, found, toBody, { ownQuery: filterQuery(call.query.others), uncounted: 0 });
}

function one(call: Call, events: readonly AuditEvent[]): Answer {
  const id = call.param("eventId");
  const found = events.find((event) => event.id === id);
  if (found === undefined) throw problem("RESOURCE_NOT_FOUND", `event ${id}`);
  return { status: 200, body: eventBody(call, found, filterOf(call.query.others).includeRaw) };
}
