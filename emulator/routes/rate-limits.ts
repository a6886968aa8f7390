import { findOrganization, findProject, isAllowed } from "../auth/authorize";
import type { JsonObject } from "../types/json";
import { objectIdPattern } from "../types/ids";
import { type EndpointSet, endpointSets } from "../limits/endpoint-sets";
import { problem } from "../http/atlas-error";
import { page } from "./page";
import { type Answer, apiBases, type Call, type Route } from "./route";

const scopes = { orgId: "ORGANIZATION", groupId: "GROUP", userId: "USER", ipAddress: "IP" } as const;

/** The operations that tell the rate limits of the others. */
export function rateLimitRoutes(others: readonly Route[]): readonly Route[] {
  const common = {
    product: "atlas",
    version: "2025-03-12",
    previewEnded: "2026-04-21",
    method: "GET",
    limit: "rateLimits",
  } as const;
  const own: Route[] = [
    {
      ...common,
      path: "/rateLimits",
      operationId: "listRateLimits",
      query: [...Object.keys(scopes), "name", "endpointPath"],
      handler: (call) =>
        page(call, find(call, [...others, ...own]), (set) => setBody(set, [...others, ...own])),
    },
    {
      ...common,
      path: "/rateLimits/{endpointSetId}",
      operationId: "getRateLimit",
      query: Object.keys(scopes),
      handler: (call) => getOne(call, [...others, ...own]),
    },
  ];
  return own;
}

function getOne(call: Call, routes: readonly Route[]): Answer {
  const id = call.param("endpointSetId");
  const set = find(call, routes).find((found) => found.id === id);
  if (set === undefined) throw problem("RESOURCE_NOT_FOUND", `rate limit endpoint set ${id.slice(0, 100)}`);
  return { status: 200, body: setBody(set, routes) };
}

const atlas = { product: "atlas" } as const;

/** One of the four subjects narrows the answer to the sets of its scope; the caller must have to do with it. */
function find(call: Call, routes: readonly Route[]): EndpointSet[] {
  const { others } = call.query;
  const subject = Object.entries(scopes).find(([name]) => others.has(name));
  if (subject !== undefined) checkSubject(call, subject[0], others.get(subject[0])?.[0] ?? "");
  const names = others.get("name");
  const paths = others.get("endpointPath");
  return Object.values<EndpointSet>(endpointSets)
    .filter((set) => set !== endpointSets.oauth)
    .filter((set) => subject === undefined || set.scope === subject[1])
    .filter((set) => names === undefined || names.includes(set.name))
    .filter(
      (set) => paths === undefined || endpointsOf(set, routes).some(({ path }) => paths.includes(path)),
    );
}

function checkSubject(call: Call, name: string, value: string): void {
  const { caller, world, exchange, settings } = call;
  if ((name === "orgId" || name === "groupId") && !objectIdPattern.test(value)) {
    throw problem("INVALID_QUERY_PARAMETER", name);
  }
  const project = name === "groupId" ? findProject(world, caller, value, atlas, 0) : undefined;
  if (name === "orgId") findOrganization(world, caller, value, atlas.product);
  const isOwn = value === caller.name || value === exchange.address;
  const role = name === "orgId" ? "ORG_READ_ONLY" : "GROUP_READ_ONLY";
  const may =
    name.endsWith("Id") && name !== "userId" ? isAllowed(caller.principal, role, project, settings) : isOwn;
  if (!may) throw problem(project === undefined ? "USER_UNAUTHORIZED" : "USER_CANNOT_ACCESS_GROUP");
}

function setBody(set: EndpointSet, routes: readonly Route[]): JsonObject {
  const limit = (value: number) => ({ defaultValue: value, value });
  return {
    capacity: limit(set.capacity),
    endpointSetId: set.id,
    endpointSetName: set.name,
    endpoints: endpointsOf(set, routes),
    refillDurationSeconds: limit(set.refillS),
    refillRate: limit(set.refill),
    scope: set.scope,
  };
}

function endpointsOf(set: EndpointSet, routes: readonly Route[]): { method: string; path: string }[] {
  return routes
    .filter(({ limit, product }) => endpointSets[limit].id === set.id && product === "atlas")
    .map(({ method, path }) => ({ method, path: apiBases.atlas + path }));
}
