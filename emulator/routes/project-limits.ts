import { changeProject } from "../store/record-events";
import type { JsonObject } from "../types/json";
import { problem } from "../http/atlas-error";
import { readFields, requireFields } from "../http/body";
import type { Project } from "../store/snapshot";
import { type ProjectLimit, projectLimits } from "../constants/project-limits";
import type { Answer, Call, Route } from "./route";

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

/** A list of its own kind: no pages, no links (its clients expect a bare array). Limits without a default are there once set. */
function listLimits({ project }: Call): Answer {
  const there = projectLimits.filter((limit) => isThere(project, limit));
  return { status: 200, body: there.map((limit) => limitBody(project, limit)) };
}

function getLimit(call: Call): Answer {
  const limit = findLimit(call);
  if (!isThere(call.project, limit)) throw noLimit(limit.name);
  return { status: 200, body: limitBody(call.project, limit) };
}

function setLimit(call: Call): Answer {
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
    throw problem("VALIDATION_ERROR", `the value of ${limit.name} must be ${range}`);
  }
  changeProject(call, call.project, () => call.project.limits.set(limit.name, value));
  return { status: 200, body: limitBody(call.project, limit) };
}

/** Back to the default, or gone where there is none (documented). */
function deleteLimit(call: Call): Answer {
  const { name } = findLimit(call);
  changeProject(call, call.project, () => call.project.limits.delete(name));
  return { status: 204 };
}

/** A client's own tests expect 404 for a name that is unknown. */
function findLimit(call: Call): ProjectLimit {
  const name = call.param("limitName");
  const limit = projectLimits.find((known) => known.name === name);
  if (limit === undefined) throw noLimit(name);
  return limit;
}

function isThere(project: Project, { name, byDefault }: ProjectLimit): boolean {
  return byDefault !== undefined || project.limits.has(name);
}

function noLimit(name: string) {
  return problem("RESOURCE_NOT_FOUND", `limit ${name.slice(0, 100)}`);
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
