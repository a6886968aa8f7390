import { isAllowed } from "../auth/authorize";
import type { OperationResponse } from "../http/api-response";
import { atlasError } from "../http/atlas-error";
import { readFields, requireFields } from "../http/body";
import { createdMs } from "../types/ids";
import type { Organization, Project, User } from "../types/resources";
import { auditNewProject } from "./audited-changes";
import { checkProjectName, projectBody, readTags } from "./project";
import type { Call } from "./route";

/** Responds 201. The caller becomes an owner of the project (both recorded). */
export function createProject(call: Call): OperationResponse {
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
  const owner = namedOwner(call, organization);
  checkProjectName(fields.name, organization);
  if (organization.projects.size >= call.settings.maxProjectsPerOrg) {
    throw atlasError("MAX_GROUPS_PER_ORG_EXCEEDED", call.settings.maxProjectsPerOrg, organization.id);
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
    settings: {},
    limits: new Map(),
    managedSlowMs: true,
  };
  call.snapshot.addProject(organization, project);
  call.caller.principal.projectRoles.set(id, ["GROUP_OWNER"]);
  owner?.projectRoles.set(id, ["GROUP_OWNER"]);
  auditNewProject(call, organization, project);
  const body = projectBody(call, project);
  // Recorded: this Location, and `tags` only if they were sent.
  const headers = call.product === "atlas" ? { Location: `${call.request.origin}//api/atlas/v1.0` } : {};
  return { status: 201, body: fields.tags === undefined ? { ...body, tags: undefined } : body, headers };
}

function ownOrganization(call: Call, orgId: string): Organization {
  const organization = call.snapshot.organizations.get(orgId);
  if (organization === undefined) throw atlasError("ORG_NOT_FOUND", orgId.slice(0, 100));
  const { principal } = call.caller;
  if (principal.orgId !== orgId) throw atlasError("USER_CANNOT_ACCESS_ORG");
  if (organization.product !== call.product) {
    throw atlasError(call.product === "atlas" ? "NOT_ATLAS_ORG" : "EXPECTED_NON_ATLAS_ORG", orgId);
  }
  const isOwner = isAllowed(principal, "ORG_OWNER", undefined, call.settings);
  if (!isOwner && !principal.orgRoles.includes("ORG_GROUP_CREATOR")) throw atlasError("USER_UNAUTHORIZED");
  return organization;
}

/** The user that becomes an owner of the project, from the query (recorded). */
function namedOwner(call: Call, { users }: Organization): User | undefined {
  const owner = call.query.specific.get("projectOwnerId")?.[0];
  if (owner === undefined || owner === "") return undefined;
  const user = users.find(({ id }) => id === owner);
  if (user === undefined) throw atlasError("USER_NOT_FOUND", owner.slice(0, 100));
  return user;
}
