import type { JsonObject } from "../types/json";
import { problem } from "../http/atlas-error";
import { readArray } from "../http/body";
import { echo, page } from "./page";
import type { Answer, Call, Route } from "./route";

const common = { product: "atlas", version: "2023-01-01" } as const;
const reading = { ...common, method: "GET" } as const;
/** Recorded with both headers, 70 of 70; that the one is the day of the newer version is inferred, and so is the other. */
const olderClusters = {
  version: "2023-02-01",
  headers: { Deprecation: "Mon, 5 Aug 2024 00:00:00 GMT", Sunset: "Thu, 1 Jul 2027 00:00:00 GMT" },
} as const;
const managedSlowMs = "/groups/{groupId}/managedSlowMs";
const teams = "/groups/{groupId}/teams";

/** What official clients ask of a project beside the project itself: little of it can exist here. */
export const projectPartRoutes: readonly Route[] = [
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

function setManagedSlowMs({ project }: Call, isEnabled: boolean): Answer {
  project.managedSlowMs = isEnabled;
  return { status: 204 };
}

/** As many as the seed says, with what a client reads that waits for them to go before it deletes a project. */
function listClusters(call: Call): Answer {
  const { project } = call;
  const numbers = Array.from({ length: project.clusterCount }, (_, i) => i);
  const toBody = (number: number): JsonObject => {
    return { groupId: project.id, name: `Cluster${number}`, stateName: "IDLE" };
  };
  const ownQuery = [echo(call, "includeDeletedWithRetainedBackups", "false")];
  return page(call, numbers, toBody, { ownQuery });
}

function noTeams(call: Call): Answer {
  return page(call, [], () => ({}));
}

/** There are no teams here, so none can be added; a client that changes nothing else sends an empty list. */
function addTeams(call: Call): Answer {
  if (readArray(call.body).length > 0) throw problem("RESOURCE_NOT_FOUND", "team: this emulator has none");
  return noTeams(call);
}
