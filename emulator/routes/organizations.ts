import { changeOrganization } from "../store/record-events";
import { createdMs } from "../types/ids";
import { problem } from "../http/atlas-error";
import { readFields, requireFields } from "../http/body";
import { checkOrganizationName, detailLinks, organizationBody } from "./organization";
import { createOrganization } from "./organization-create";
import { echo, page } from "./page";
import type { Answer, Call, Route } from "./route";

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

/** A caller belongs to exactly one organization. The filter is a prefix without regard to case (documented). */
function listOrganizations(call: Call): Answer {
  const own = call.world.organizations.get(call.caller.principal.orgId);
  const prefix = call.query.others.get("name")?.[0]?.toLowerCase() ?? "";
  const found = own?.product === call.product && own.name.toLowerCase().startsWith(prefix) ? [own] : [];
  return page(call, found, (organization) => organizationBody(call, organization), {
    ownQuery: [echo(call, "name")],
  });
}

/** The name is required even where only the other field is to change (documented). */
function updateOrganization(call: Call): Answer {
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
  changeOrganization(call, organization, () => {
    organization.name = fields.name;
    organization.skipDefaultAlertsSettings = fields.skipDefaultAlertsSettings ?? omitted;
  });
  return { status: 200, body: organizationBody(call, organization, detailLinks) };
}

/** Without projects only; its keys and service accounts end with it (documented). */
function deleteOrganization(call: Call): Answer {
  const { organization, clock, settings, world } = call;
  if (organization.projects.size > 0) throw problem("ORG_NOT_EMPTY");
  const ageS = (clock.nowMs() - createdMs(organization.id)) / 1000;
  if (ageS < settings.orgDeleteSettleS) throw problem("UNEXPECTED_ERROR");
  world.removeOrganization(organization);
  return { status: 204 };
}
