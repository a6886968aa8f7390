import { visibleProjects } from "../auth/authorize";
import type { OperationResponse } from "../http/api-response";
import { atlasError } from "../http/atlas-error";
import { readFields } from "../http/body";
import type { Project } from "../types/resources";
import { applyProjectChange, auditProjectDeletion } from "./audited-changes";
import { byText, echoParameter, page } from "./page";
import { checkProjectName, projectBody, readTags } from "./project";
import { createProject } from "./project-create";
import type { Call, Route } from "./route";

const common = { product: "atlas", version: "2023-01-01" } as const;
const java = "ApiAtlasGroupsResource";

export const projectRoutes: readonly Route[] = [
  {
    ...common,
    method: "GET",
    path: "/groups",
    operationId: "listGroups",
    limit: "groupsOfUser",
    javaMethod: `${java}::getAllGroups`,
    handler: listProjects,
  },
  {
    ...common,
    method: "POST",
    path: "/groups",
    operationId: "createGroup",
    limit: "groupsOfUser",
    query: ["projectOwnerId"],
    javaMethod: `${java}::addGroup`,
    handler: createProject,
  },
  {
    ...common,
    method: "GET",
    path: "/groups/{groupId}",
    operationId: "getGroup",
    limit: "groups",
    javaMethod: `${java}::getGroup`,
    handler: (call) => ({ status: 200, body: projectBody(call, call.project) }),
  },
  {
    ...common,
    method: "GET",
    path: "/groups/byName/{groupName}",
    operationId: "getGroupByName",
    limit: "groupsOfUser",
    handler: findByName,
  },
  {
    ...common,
    method: "PATCH",
    path: "/groups/{groupId}",
    operationId: "updateGroup",
    limit: "groups",
    javaMethod: `${java}::patchGroup`,
    handler: updateProject,
  },
  {
    ...common,
    method: "DELETE",
    path: "/groups/{groupId}",
    operationId: "deleteGroup",
    findsDeletedProjects: true,
    limit: "groups",
    javaMethod: `${java}::deleteGroup`,
    handler: deleteProject,
  },
  {
    ...common,
    method: "GET",
    path: "/orgs/{orgId}/groups",
    operationId: "getOrgGroups",
    limit: "organizations",
    query: ["name"],
    handler: listOrganizationProjects,
  },
];

function listProjects(call: Call): OperationResponse {
  return page(call, visibleToCaller(call), (project) => projectBody(call, project, "item"));
}

/** The filter is a case-insensitive prefix (documented). */
function listOrganizationProjects(call: Call): OperationResponse {
  const prefix = call.query.specific.get("name")?.[0]?.toLowerCase() ?? "";
  const found = visibleToCaller(call).filter(({ name }) => name.toLowerCase().startsWith(prefix));
  return page(call, found, (project) => projectBody(call, project, "item"), {
    ownQuery: [echoParameter(call, "name")],
  });
}

/** NOT_IN_GROUP for an unknown name and for a project in which the caller has no role (inferred from a client). */
function findByName(call: Call): OperationResponse {
  const project = visibleToCaller(call).find(({ name }) => name === call.param("groupName"));
  if (project === undefined) throw atlasError("NOT_IN_GROUP");
  return { status: 200, body: projectBody(call, project) };
}

/** The projects that the caller can read, sorted by name, upper case first (recorded). */
function visibleToCaller(call: Call): Project[] {
  const own = call.snapshot.organizations.get(call.caller.principal.orgId);
  const projects = own === undefined ? [] : visibleProjects(call.caller.principal, own, call.settings);
  return projects.filter(({ product }) => product === call.product).sort(byText(({ name }) => name));
}

/** Fields that are not sent stay unchanged; tags are replaced (documented). */
function updateProject(call: Call): OperationResponse {
  const { project, organization } = call;
  const fields = readFields(call.body, {
    name: "string",
    desc: "string",
    tags: "objects",
    withDefaultAlertsSettings: "boolean",
  });
  if (fields.name !== undefined) checkProjectName(fields.name, organization, project);
  const tags = fields.tags === undefined ? project.tags : readTags(fields.tags);
  applyProjectChange(call, project, () => {
    project.name = fields.name ?? project.name;
    project.desc = fields.desc ?? project.desc;
    project.tags = tags;
    project.withDefaultAlertsSettings = fields.withDefaultAlertsSettings ?? project.withDefaultAlertsSettings;
  });
  return { status: 200, body: projectBody(call, project) };
}

/**
 * Responds 202 with an empty object (recorded; the official document says 204). A second request soon after gets the same
 * response, because the service deletes in the background (inferred from a client's test that deletes twice).
 */
function deleteProject(call: Call): OperationResponse {
  if (!call.snapshot.projects.has(call.project.id)) return { status: 202, body: {} };
  if (call.project.clusterCount > 0) throw atlasError("CANNOT_CLOSE_GROUP_ACTIVE_ATLAS_CLUSTERS");
  call.snapshot.removeProject(call.project, call.clock.nowMs() + call.settings.projectDeletionS * 1000);
  auditProjectDeletion(call, call.project);
  return { status: 202, body: {} };
}
