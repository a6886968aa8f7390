import type { JsonObject } from "../types/json";
import { problem } from "../http/atlas-error";
import type { Organization } from "../store/snapshot";
import { isName } from "./project";
import { relationBases } from "./link-relations";
import type { Call } from "./route";

/** List items link to themselves only; one organization by itself links to its parts too (recorded). */
export const detailLinks = ["groups", "teams", "users"] as const;

export function organizationBody(
  call: Call,
  organization: Organization,
  parts: readonly string[] = [],
): JsonObject {
  const self = `${call.base}/orgs/${organization.id}`;
  const relation = relationBases[call.product];
  return {
    id: organization.id,
    isDeleted: false,
    links: [
      { href: self, rel: "self" },
      ...parts.map((part) => ({ href: `${self}/${part}`, rel: `${relation}/${part}` })),
    ],
    name: organization.name,
    ...(call.product === "atlas" && { skipDefaultAlertsSettings: organization.skipDefaultAlertsSettings }),
  };
}

export function checkOrganizationName(name: string): void {
  if (!isName(name)) throw problem("INVALID_ORG_NAME", name.slice(0, 100));
}
