import { atlasError } from "../http/atlas-error";
import type { JsonObject } from "../types/json";
import type { Organization } from "../types/resources";
import { linkRelationBases } from "./link-relations";
import { isName } from "./project";
import type { Call } from "./route";

/** Links of a single organization. Organizations in lists have a self link only (recorded). */
export const detailLinks = ["groups", "teams", "users"] as const;

export function organizationBody(
  call: Call,
  organization: Organization,
  subresources: readonly string[] = [],
): JsonObject {
  const self = `${call.base}/orgs/${organization.id}`;
  const relation = linkRelationBases[call.product];
  return {
    id: organization.id,
    isDeleted: false,
    links: [
      { href: self, rel: "self" },
      ...subresources.map((name) => ({ href: `${self}/${name}`, rel: `${relation}/${name}` })),
    ],
    name: organization.name,
    ...(call.product === "atlas" && { skipDefaultAlertsSettings: organization.skipDefaultAlertsSettings }),
  };
}

export function checkOrganizationName(name: string): void {
  if (!isName(name)) throw atlasError("INVALID_ORG_NAME", name.slice(0, 100));
}
