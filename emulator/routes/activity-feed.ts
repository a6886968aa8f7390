import { createHash } from "node:crypto";
import type { OperationResponse } from "../http/api-response";
import { atlasError } from "../http/atlas-error";
import { parseFilter } from "./event-filter";
import { linkRelationBases } from "./link-relations";
import type { Call, Route } from "./route";

const common = { product: "atlas", version: "2025-03-12", method: "GET" } as const;
const filters = ["eventType", "minDate", "maxDate"] as const;
/** Documented for each filter. */
const maxValues = 20;

export const activityFeedRoutes: readonly Route[] = [
  {
    ...common,
    path: "/orgs/{orgId}/activityFeed",
    operationId: "getOrgActivityFeed",
    limit: "orgEvents",
    query: filters,
    handler: (call) => link(call, call.organization.id),
  },
  {
    ...common,
    path: "/groups/{groupId}/activityFeed",
    operationId: "getGroupActivityFeed",
    limit: "groupEvents",
    query: [...filters, "clusterName"],
    handler: (call) => link(call, call.project.id),
  },
];

/** A link to the service's own page with an id in place of the filter (documented). Equal filters have equal ids. */
function link(call: Call, subjectId: string): OperationResponse {
  const { specific } = call.query;
  parseFilter(specific);
  for (const [name, values] of specific)
    if (values.length > maxValues) throw atlasError("INVALID_QUERY_PARAMETER", name);
  const filter = JSON.stringify([subjectId, [...specific].sort()]);
  const id = createHash("sha256").update(filter).digest("hex").slice(0, 24);
  const self = `${call.request.origin}${call.request.path}`;
  const body = { link: `${linkRelationBases.atlas}/redirect/${id}`, links: [{ href: self, rel: "self" }] };
  return { status: 200, body };
}
