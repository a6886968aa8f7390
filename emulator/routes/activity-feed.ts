import { createHash } from "node:crypto";
import { filterOf } from "./event-filter";
import { problem } from "../http/atlas-error";
import { relationBases } from "./link-relations";
import type { Answer, Call, Route } from "./route";

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

/** A link into the service's own page, which hides the filter behind an id (documented): the same filter has the same. */
function link(call: Call, subjectId: string): Answer {
  const { others } = call.query;
  filterOf(others);
  for (const [name, values] of others)
    if (values.length > maxValues) throw problem("INVALID_QUERY_PARAMETER", name);
  const asked = JSON.stringify([subjectId, [...others].sort()]);
  const id = createHash("sha256").update(asked).digest("hex").slice(0, 24);
  const self = `${call.exchange.origin}${call.exchange.path}`;
  const body = { link: `${relationBases.atlas}/redirect/${id}`, links: [{ href: self, rel: "self" }] };
  return { status: 200, body };
}
