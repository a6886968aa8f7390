import type { OperationResponse } from "../http/api-response";
import type { JsonObject } from "../types/json";
import type { Call } from "./route";

interface PageOptions {
  /** The list's own query parameters for links. */
  readonly ownQuery?: readonly string[];
  /** totalCount with includeCount=false. Default: no totalCount. */
  readonly uncounted?: 0;
}

/** A response with one page of a list, with links to this page, the previous and the next (recorded). */
export function page<T>(
  call: Call,
  items: readonly T[],
  toBody: (item: T) => JsonObject,
  { ownQuery = [], uncounted }: PageOptions = {},
): OperationResponse {
  const { pageNum, itemsPerPage, includeCount } = call.query;
  const first = (pageNum - 1) * itemsPerPage;
  const shown = items.slice(first, first + itemsPerPage);
  const common = [`includeCount=${includeCount}`, ...ownQuery];
  // Recorded: self links have page and size in the opposite order of other links.
  const links = [link(call, "self", [...common, `pageNum=${pageNum}`, `itemsPerPage=${itemsPerPage}`])];
  const addLink = (rel: string, number: number) =>
    links.push(link(call, rel, [...common, `itemsPerPage=${itemsPerPage}`, `pageNum=${number}`]));
  if (pageNum > 1) addLink("previous", pageNum - 1);
  if (first + itemsPerPage < items.length) addLink("next", pageNum + 1);
  return {
    status: 200,
    isList: true,
    body: { links, results: shown.map(toBody), totalCount: includeCount ? items.length : uncounted },
  };
}

/** A query parameter for links: its value, or its default if it was not sent (recorded). */
export function echoParameter(call: Call, name: string, byDefault = ""): string {
  return `${name}=${encodeURIComponent(call.query.specific.get(name)?.[0] ?? byDefault)}`;
}

function link(call: Call, rel: string, query: readonly string[]): JsonObject {
  return { href: `${call.request.origin}${call.request.path}?${query.join("&")}`, rel };
}

export function byText<T>(text: (item: T) => string): (a: T, b: T) => number {
  // By code unit: recorded lists are case-sensitive and independent of a locale.
  return (a, b) => (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0);
}
