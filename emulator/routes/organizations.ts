import type { OperationResponse } from "../http/api-response";
import { atlasError } from "../http/atlas-error";
import { readFields, requireFields } from "../http/body";
import { createdMs } from "../types/ids";
import { applyOrganizationChange } from "./audited-changes";
import { checkOrganizationName, detailLinks, organizationBody } from "./organization";
import { createOrganization } from "./organization-create";
import { echoParameter, page } from "./page";
import type { Call, Route } from "./route";

const common = { product: "atlas", version: "2023-01-01" } as const;
const java = "ApiOrganizationsResource";

export const organizationRoutes: readonly Route[] = [
  {
    ...common,
    method: "GET",
    path: "/orgs",
    operationId: "listOrgs",
    limit: "orgsOfUser",
    query: ["name"],
    javaMethod: `${java}::getAllOrgs`,
    handler: listOrganizations,
  },
  {
    ...common,
    method: "POST",
    path: "/orgs",
    operationId: "createOrg",
    limit: "orgsOfUser",
    handler: createOrganization,
  },
  {
    ...common,
    method: "PATCH",
    path: "/orgs/{orgId}",
    operationId: "updateOrg",
    limit: "organizations",
    handler: updateOrganization,
  },
  {
    ...common,
    method: "DELETE",
    path: "/orgs/{orgId}",
    operationId: "deleteOrg",
    limit: "organizations",
    handler: deleteOrganization,
  },
  {
    ...common,
    method: "GET",
    path: "/orgs/{orgId}",
    operationId: "getOrg",
    limit: "organizations",
    javaMethod: `${java}::getOrg`,
    handler: (call) => ({ status: 200, body: organizationBody(call, call.organization, detailLinks) }),
  },
];

/** A caller belongs to exactly one organization. The filter is a case-insensitive prefix (documented). */
function listOrganizations(call: Call): OperationResponse {
  const own = call.snapshot.organizations.get(call.caller.principal.orgId);
  const prefix = call.query.specific.get("name")?.[0]?.toLowerCase() ?? "";
  const found = own?.product === call.product && own.name.toLowerCase().startsWith(prefix) ? [own] : [];
  return page(call, found, (organization) => organizationBody(call, organization), {
    ownQuery: [echoParameter(call, "name")],
  });
}

/** The name is required even if only the other field changes (documented). */
function updateOrganization(call: Call): OperationResponse {
  const { organization, settings } = call;
  const fields = requireFields(
    readFields(call.body, {
      name: "string",
      skipDefaultAlertsSettings: "boolean",
      id: "readOnly",
      isDeleted: "readOnly",
      links: "readOnly",
    }),
    "name",
  );
  checkOrganizationName(fields.name);
  const omitted =
    settings.omittedSkipDefaultAlerts === "reset" ? false : organization.skipDefaultAlertsSettings;
  applyOrganizationChange(call, organization, () => {
    organization.name = fields.name;
    organization.skipDefaultAlertsSettings = fields.skipDefaultAlertsSettings ?? omitted;
  });
  return { status: 200, body: organizationBody(call, organization, detailLinks) };
}

/** Only an organization without projects can be deleted. Its keys and service accounts are deleted too (documented). */
function deleteOrganization(call: Call): OperationResponse {
  const { organization, clock, settings, snapshot } = call;
  if (organization.projects.size > 0) throw atlasError("ORG_NOT_EMPTY");
  const ageS = (clock.nowMs() - createdMs(organization.id)) / 1000;
  if (ageS < settings.orgDeleteSettleS) throw atlasError("UNEXPECTED_ERROR");
  snapshot.removeOrganization(organization);
  return { status: 204 };
}
