import type { JsonObject } from "../http/json";
import type { Organization } from "../store/world";
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
    requires: "nothing",
    query: ["name"],
    javaMethod: `${java}::getAllOrgs`,
    handler: listOrganizations,
  },
  {
    ...common,
    method: "GET",
    path: "/orgs/{orgId}",
    operationId: "getOrg",
    limit: "organizations",
    requires: "ORG_MEMBER",
    javaMethod: `${java}::getOrg`,
    handler: (call) => ({ status: 200, body: organizationBody(call, call.organization, detailLinks) }),
  },
];

/** A caller belongs to exactly one organization. The filter is a prefix without regard to case (documented). */
export function listOrganizations(call: Call): Answer {
  const own = call.world.organizations.get(call.caller.principal.orgId);
  const prefix = call.query.others.get("name")?.[0]?.toLowerCase() ?? "";
  const found = own?.product === call.product && own.name.toLowerCase().startsWith(prefix) ? [own] : [];
  return page(call, found, (organization) => organizationBody(call, organization), [echo(call, "name")]);
}

/** List items link to themselves only; one organization by itself links to its parts too (recorded). */
export const detailLinks = ["groups", "teams", "users"] as const;

export function organizationBody(
  call: Call,
  organization: Organization,
  parts: readonly string[] = [],
): JsonObject {
  const self = `${call.base}/orgs/${organization.id}`;
  return {
    id: organization.id,
    isDeleted: false,
    links: [
      { href: self, rel: "self" },
      ...parts.map((part) => ({ href: `${self}/${part}`, rel: `https://cloud.mongodb.com/${part}` })),
    ],
    name: organization.name,
    skipDefaultAlertsSettings: organization.skipDefaultAlertsSettings,
  };
}
