import { type ProjectLimit, projectLimits } from "../constants/project-limits";
import type { OperationResponse } from "../http/api-response";
import { atlasError } from "../http/atlas-error";
import { readFields, requireFields } from "../http/body";
import type { JsonObject } from "../types/json";
import type { Project } from "../types/resources";
import { applyProjectChange } from "./audited-changes";
import type { Call, Route } from "./route";

const common = { product: "atlas", version: "2023-01-01", limit: "groups" } as const;
const one = "/groups/{groupId}/limits/{limitName}";

export const projectLimitRoutes: readonly Route[] = [
  {
    ...common,
    method: "GET",
    path: "/groups/{groupId}/limits",
    operationId: "listGroupLimits",
    aliases: ["listProjectLimits"],
    handler: listLimits,
  },
  {
    ...common,
    method: "GET",
    path: one,
    operationId: "getGroupLimit",
    aliases: ["getProjectLimit"],
    handler: getLimit,
  },
  {
    ...common,
    method: "PATCH",
    path: one,
    operationId: "setGroupLimit",
    aliases: ["setProjectLimit"],
    handler: setLimit,
  },
  {
    ...common,
    method: "DELETE",
    path: one,
    operationId: "deleteGroupLimit",
    aliases: ["deleteProjectLimit"],
    handler: deleteLimit,
  },
];

/** A plain array without pages or links, as clients expect. Limits without a default are listed once they are set. */
function listLimits({ project }: Call): OperationResponse {
  const listed = projectLimits.filter((limit) => isListed(project, limit));
  return { status: 200, body: listed.map((limit) => limitBody(project, limit)) };
}

function getLimit(call: Call): OperationResponse {
  const limit = findLimit(call);
  if (!isListed(call.project, limit)) throw limitNotFound(limit.name);
  return { status: 200, body: limitBody(call.project, limit) };
}

function setLimit(call: Call): OperationResponse {
  const limit = findLimit(call);
  const { value } = requireFields(
    readFields(call.body, {
      value: "integer",
      overrunPolicy: "string",
      name: "readOnly",
      currentUsage: "readOnly",
      defaultLimit: "readOnly",
      maximumLimit: "readOnly",
      lastModifiedDate: "readOnly",
    }),
    "value",
  );
  const { max } = limit;
  if (value < 0 || (max !== undefined && value > max)) {
    const range = max === undefined ? "0 or more" : `from 0 to ${max}`;
    throw atlasError("VALIDATION_ERROR", `the value of ${limit.name} must be ${range}`);
  }
  applyProjectChange(call, call.project, () => call.project.limits.set(limit.name, value));
  return { status: 200, body: limitBody(call.project, limit) };
}

/** Restores the default, or removes the limit if it has no default (documented). */
function deleteLimit(call: Call): OperationResponse {
  const { name } = findLimit(call);
  applyProjectChange(call, call.project, () => call.project.limits.delete(name));
  return { status: 204 };
}

/** Tests of a client expect 404 for an unknown name. */
function findLimit(call: Call): ProjectLimit {
  const name = call.param("limitName");
  const limit = projectLimits.find((known) => known.name === name);
  if (limit === undefined) throw limitNotFound(name);
  return limit;
}

function isListed(project: Project, { name, byDefault }: ProjectLimit): boolean {
  return byDefault !== undefined || project.limits.has(name);
}

function limitNotFound(name: string) {
  return atlasError("RESOURCE_NOT_FOUND", `limit ${name.slice(0, 100)}`);
}

function limitBody(project: Project, { name, byDefault, max }: ProjectLimit): JsonObject {
  const isOfClusters = name === "atlas.project.deployment.clusters";
  return {
    currentUsage: isOfClusters ? project.clusterCount : 0,
    defaultLimit: byDefault,
    maximumLimit: max,
    name,
    value: project.limits.get(name) ?? byDefault ?? 0,
  };
}
