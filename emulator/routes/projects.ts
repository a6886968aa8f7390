import { isAllowed, visibleProjects } from "../auth/authorize";
import { timestamp } from "../clock";
import type { JsonObject } from "../http/json";
import { createdMs } from "../ids";
import { problem } from "../problems";
import { readFields, requireFields } from "../request/body";
import type { SeedTag } from "../store/seed";
import type { Organization, Project } from "../store/world";
import { byText, page } from "./page";
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
    requires: "nothing",
    javaMethod: `${java}::getAllGroups`,
    handler: listProjects,
  },
  {
    ...common,
    method: "POST",
    path: "/groups",
    operationId: "createGroup",
    limit: "groupsOfUser",
    requires: "nothing",
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
    requires: "GROUP_READ_ONLY",
    javaMethod: `${java}::getGroup`,
    handler: (call) => ({ status: 200, body: projectBody(call, call.project) }),
  },
];

/** Sorted by name, upper case first (recorded). */
function listProjects(call: Call): Answer {
  const own = call.world.organizations.get(call.caller.principal.orgId);
  const seen = own === undefined ? [] : visibleProjects(call.caller.principal, own, call.settings);
  const projects = seen.filter(({ product }) => product === call.product).sort(byText(({ name }) => name));
  return page(call, projects, (project) => projectBody(call, project));
}

/** Answers 201 and makes the creating key an owner of the project (both recorded). */
function createProject(call: Call): Answer {
  const fields = requireFields(
    readFields(call.body, {
      name: "string",
      orgId: "string",
      tags: "objects",
      withDefaultAlertsSettings: "boolean",
      clusterCount: "readOnly",
      created: "readOnly",
      id: "readOnly",
      links: "readOnly",
    }),
    "name",
    "orgId",
  );
  const organization = ownOrganization(call, fields.orgId);
  checkOwner(call, organization);
  checkProjectName(fields.name, organization);
  if (organization.projects.size >= call.settings.maxProjectsPerOrg) {
    throw problem("MAX_GROUPS_PER_ORG_EXCEEDED", call.settings.maxProjectsPerOrg, organization.id);
  }
  const id = call.ids.objectId();
  const project: Project = {
    id,
    orgId: organization.id,
    product: call.product,
    name: fields.name,
    createdMs: createdMs(id),
    clusterCount: 0,
    tags: readTags(fields.tags ?? []),
    withDefaultAlertsSettings: fields.withDefaultAlertsSettings ?? true,
  };
  call.world.addProject(organization, project);
  call.caller.principal.projectRoles.set(id, ["GROUP_OWNER"]);
  const body = projectBody(call, project);
  // Recorded, odd as it is: this address, and `tags` only if they were sent.
  const headers = { Location: `${call.exchange.origin}//api/atlas/v1.0` };
  return { status: 201, body: fields.tags === undefined ? { ...body, tags: undefined } : body, headers };
}

function ownOrganization(call: Call, orgId: string): Organization {
  const organization = call.world.organizations.get(orgId);
  if (organization === undefined) throw problem("ORG_NOT_FOUND", orgId.slice(0, 100));
  const { principal } = call.caller;
  if (principal.orgId !== orgId) throw problem("USER_CANNOT_ACCESS_ORG");
  if (organization.product !== call.product) throw problem("NOT_ATLAS_ORG", orgId);
  const mayCreate = isAllowed(principal, "ORG_OWNER", undefined, call.settings);
  if (!mayCreate && !principal.orgRoles.includes("ORG_GROUP_CREATOR")) throw problem("USER_UNAUTHORIZED");
  return organization;
}

function checkOwner(call: Call, organization: Organization): void {
  const owner = call.query.others.get("projectOwnerId")?.[0];
  if (owner === undefined || owner === "") return;
  if (!organization.users.some(({ id }) => id === owner))
    throw problem("USER_NOT_FOUND", owner.slice(0, 100));
}

/** The documented pattern, and the space that it lacks though recorded names have it. */
export function isName(name: string): boolean {
  return /^[\p{L}\p{N}\-_.(),:&@+' ]{1,64}$/u.test(name) && name.trim() !== "";
}

export function checkProjectName(name: string, organization: Organization, except?: Project): void {
  if (!isName(name)) throw problem("INVALID_GROUP_NAME", name.slice(0, 100));
  const taken = [...organization.projects.values()].some((other) => other !== except && other.name === name);
  if (taken) throw problem("GROUP_ALREADY_EXISTS", name);
}

export function readTags(items: readonly unknown[]): SeedTag[] {
  const tags = items.map((item) =>
    requireFields(readFields(item, { key: "string", value: "string" }), "key", "value"),
  );
  for (const text of tags.flatMap(({ key, value }) => [key, value])) {
    if (text.length < 1 || text.length > 255) throw problem("INVALID_JSON_ATTRIBUTE", "tags");
  }
  return tags.map(({ key, value }) => ({ key, value }));
}

const parts = ["containers", "clusters", "databaseUsers", "peers", "processes", "whitelist"] as const;

export function projectBody(call: Call, project: Project): JsonObject {
  const self = `${call.base}/groups/${project.id}`;
  return {
    clusterCount: project.clusterCount,
    created: timestamp(project.createdMs),
    id: project.id,
    links: [
      { href: self, rel: "self" },
      ...parts.map((part) => ({ href: `${self}/${part}`, rel: `https://cloud.mongodb.com/${part}` })),
    ],
    name: project.name,
    orgId: project.orgId,
    tags: project.tags.map(({ key, value }) => ({ key, value })),
    withDefaultAlertsSettings: project.withDefaultAlertsSettings,
  };
}
