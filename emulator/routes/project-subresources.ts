import type { OperationResponse } from "../http/api-response";
import { atlasError } from "../http/atlas-error";
import { readArray } from "../http/body";
import type { JsonObject } from "../types/json";
import { echoParameter, page } from "./page";
import type { Call, Route } from "./route";

const common = { product: "atlas", version: "2023-01-01" } as const;
const reading = { ...common, method: "GET" } as const;
/** Recorded with both headers, 70 of 70. Their dates are inferred: Deprecation is the date of the newer version. */
const olderClusters = {
  version: "2023-02-01",
  headers: { Deprecation: "Mon, 5 Aug 2024 00:00:00 GMT", Sunset: "Thu, 1 Jul 2027 00:00:00 GMT" },
} as const;
const managedSlowMs = "/groups/{groupId}/managedSlowMs";
const teams = "/groups/{groupId}/teams";

/** Other resources of a project that official clients read. The emulator has no teams, and clusters only as a number. */
export const projectSubresourceRoutes: readonly Route[] = [
  {
    ...reading,
    path: "/groups/{groupId}/ipAddresses",
    operationId: "getGroupIpAddresses",
    aliases: ["returnAllIpAddresses"],
    limit: "groups",
    handler: ({ project }) => ({ status: 200, body: { groupId: project.id, services: { clusters: [] } } }),
  },
  {
    ...reading,
    version: "2024-08-05",
    older: olderClusters,
    path: "/groups/{groupId}/clusters",
    operationId: "listGroupClusters",
    aliases: ["listClusters"],
    limit: "clusters",
    query: ["includeDeletedWithRetainedBackups"],
    handler: listClusters,
  },
  {
    ...reading,
    path: managedSlowMs,
    operationId: "getGroupManagedSlowMs",
    aliases: ["getManagedSlowMs"],
    limit: "performanceAdvisor",
    handler: ({ project }) => ({ status: 200, body: project.managedSlowMs }),
  },
  {
    ...common,
    method: "POST",
    path: `${managedSlowMs}/enable`,
    operationId: "enableGroupManagedSlowMs",
    aliases: ["enableManagedSlowMs", "enableSlowOperationThresholding"],
    limit: "performanceAdvisor",
    takesNoBody: true,
    handler: (call) => setManagedSlowMs(call, true),
  },
  {
    ...common,
    method: "DELETE",
    path: `${managedSlowMs}/disable`,
    operationId: "disableGroupManagedSlowMs",
    aliases: ["disableManagedSlowMs", "disableSlowOperationThresholding"],
    limit: "performanceAdvisor",
    handler: (call) => setManagedSlowMs(call, false),
  },
  {
    ...reading,
    path: teams,
    operationId: "listGroupTeams",
    aliases: ["listProjectTeams"],
    limit: "groupTeams",
    javaMethod: "ApiGroupTeamsResource::getTeams",
    handler: noTeams,
  },
  {
    ...common,
    method: "POST",
    path: teams,
    operationId: "addGroupTeams",
    aliases: ["addAllTeamsToProject"],
    limit: "groupTeams",
    handler: addTeams,
  },
];

function setManagedSlowMs({ project }: Call, isEnabled: boolean): OperationResponse {
  project.managedSlowMs = isEnabled;
  return { status: 204 };
}

/** As many clusters as the seed's `clusterCount`, with the fields that clients read before they delete a project. */
function listClusters(call: Call): OperationResponse {
  const { project } = call;
  const numbers = Array.from({ length: project.clusterCount }, (_, i) => i);
  const toBody = (number: number): JsonObject => {
    return { groupId: project.id, name: `Cluster${number}`, stateName: "IDLE" };
  };
  const ownQuery = [echoParameter(call, "includeDeletedWithRetainedBackups", "false")];
  return page(call, numbers, toBody, { ownQuery });
}

function noTeams(call: Call): OperationResponse {
  return page(call, [], () => ({}));
}

/** The emulator has no teams, so none can be added. Some clients send an empty list. */
function addTeams(call: Call): OperationResponse {
  if (readArray(call.body).length > 0) throw atlasError("RESOURCE_NOT_FOUND", "team: this emulator has none");
  return noTeams(call);
}
