import { findOrganization, findProject, isAllowed } from "../auth/authorize";
import { apiBases } from "../http/api-paths";
import type { OperationResponse } from "../http/api-response";
import { atlasError } from "../http/atlas-error";
import { type EndpointSet, endpointSets } from "../limits/endpoint-sets";
import { objectIdPattern } from "../types/ids";
import type { JsonObject } from "../types/json";
import { page } from "./page";
import type { Call, Route } from "./route";

const scopes = { orgId: "ORGANIZATION", groupId: "GROUP", userId: "USER", ipAddress: "IP" } as const;

/** The operations that return rate limits. @param others all other operations */
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

function getOne(call: Call, routes: readonly Route[]): OperationResponse {
  const id = call.param("endpointSetId");
  const set = find(call, routes).find((found) => found.id === id);
  if (set === undefined)
    throw atlasError("RESOURCE_NOT_FOUND", `rate limit endpoint set ${id.slice(0, 100)}`);
  return { status: 200, body: setBody(set, routes) };
}

const atlas = { product: "atlas" } as const;

/** One of the four scope parameters limits the result to the sets of its scope; the caller needs access to its object. */
function find(call: Call, routes: readonly Route[]): EndpointSet[] {
  const { specific } = call.query;
  const scope = Object.entries(scopes).find(([name]) => specific.has(name));
  if (scope !== undefined) checkScope(call, scope[0], specific.get(scope[0])?.[0] ?? "");
  const names = specific.get("name");
  const paths = specific.get("endpointPath");
  return Object.values<EndpointSet>(endpointSets)
    .filter((set) => set !== endpointSets.oauth)
    .filter((set) => scope === undefined || set.scope === scope[1])
    .filter((set) => names === undefined || names.includes(set.name))
    .filter(
      (set) => paths === undefined || endpointsOf(set, routes).some(({ path }) => paths.includes(path)),
    );
}

function checkScope(call: Call, name: string, value: string): void {
  const { caller, snapshot, request, settings } = call;
  if ((name === "orgId" || name === "groupId") && !objectIdPattern.test(value)) {
    throw atlasError("INVALID_QUERY_PARAMETER", name);
  }
  const project = name === "groupId" ? findProject(snapshot, caller, value, atlas, 0) : undefined;
  if (name === "orgId") findOrganization(snapshot, caller, value, atlas.product);
  const isOwn = value === caller.name || value === request.address;
  const role = name === "orgId" ? "ORG_READ_ONLY" : "GROUP_READ_ONLY";
  const isPermitted =
    name.endsWith("Id") && name !== "userId" ? isAllowed(caller.principal, role, project, settings) : isOwn;
  if (!isPermitted)
    throw atlasError(project === undefined ? "USER_UNAUTHORIZED" : "USER_CANNOT_ACCESS_GROUP");
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
