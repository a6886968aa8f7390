import { visibleProjects } from "../auth/authorize";
import { changeProject, recordProjectDeletion } from "../store/record-events";
import { problem } from "../http/atlas-error";
import { readFields } from "../http/body";
import type { Project } from "../store/snapshot";
import { byText, echo, page } from "./page";
import { checkProjectName, projectBody, readTags } from "./project";
import { createProject } from "./project-create";
import type { Answer, Call, Route } from "./route";

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
    handler: listOfOrganization,
  },
];

function listProjects(call: Call): Answer {
  return page(call, seen(call), (project) => projectBody(call, project, "item"));
}

/** The filter is a prefix without regard to case (documented). */
function listOfOrganization(call: Call): Answer {
  const prefix = call.query.others.get("name")?.[0]?.toLowerCase() ?? "";
  const found = seen(call).filter(({ name }) => name.toLowerCase().startsWith(prefix));
  return page(call, found, (project) => projectBody(call, project, "item"), {
    ownQuery: [echo(call, "name")],
  });
}

/** A name that is unknown, or of a project without a role for the caller, is NOT_IN_GROUP (inferred from a client). */
function findByName(call: Call): Answer {
  const project = seen(call).find(({ name }) => name === call.param("groupName"));
  if (project === undefined) throw problem("NOT_IN_GROUP");
  return { status: 200, body: projectBody(call, project) };
}

/** The caller's projects, sorted by name, upper case first (recorded). */
function seen(call: Call): Project[] {
  const own = call.world.organizations.get(call.caller.principal.orgId);
  const projects = own === undefined ? [] : visibleProjects(call.caller.principal, own, call.settings);
  return projects.filter(({ product }) => product === call.product).sort(byText(({ name }) => name));
}

/** What is not sent stays; tags are replaced whole (documented). */
function updateProject(call: Call): Answer {
  const { project, organization } = call;
  const fields = readFields(call.body, {
    name: "string",
    desc: "string",
    tags: "objects",
    withDefaultAlertsSettings: "boolean",
  });
  if (fields.name !== undefined) checkProjectName(fields.name, organization, project);
  const tags = fields.tags === undefined ? project.tags : readTags(fields.tags);
  changeProject(call, project, () => {
    project.name = fields.name ?? project.name;
    project.desc = fields.desc ?? project.desc;
    project.tags = tags;
    project.withDefaultAlertsSettings = fields.withDefaultAlertsSettings ?? project.withDefaultAlertsSettings;
  });
  return { status: 200, body: projectBody(call, project) };
}

/**
 * Answers 202 with an empty object (recorded, where the official document says 204), and again for some moments after:
 * deletion goes on in the background (inferred from a client's test that deletes twice).
 */
function deleteProject(call: Call): Answer {
  if (!call.world.projects.has(call.project.id)) return { status: 202, body: {} };
  if (call.project.clusterCount > 0) throw problem("CANNOT_CLOSE_GROUP_ACTIVE_ATLAS_CLUSTERS");
  call.world.removeProject(call.project, call.clock.nowMs() + call.settings.projectDeletionS * 1000);
  recordProjectDeletion(call, call.project);
  return { status: 202, body: {} };
}
