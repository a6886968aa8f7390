import type { JsonObject } from "../types/json";
import type { Answer, Call } from "./route";

interface PageOptions {
  /** The list's own parameters as they stand in links. */
  readonly ownQuery?: readonly string[];
  /** What stands for the number of items when it was not asked for; by default nothing does. */
  readonly uncounted?: 0;
}

/** An answer that is one page of a list, with links to itself and to the next page as recorded. */
export function page<T>(
  call: Call,
  items: readonly T[],
  toBody: (item: T) => JsonObject,
  { ownQuery = [], uncounted }: PageOptions = {},
): Answer {
  const { pageNum, itemsPerPage, includeCount } = call.query;
  const first = (pageNum - 1) * itemsPerPage;
  const shown = items.slice(first, first + itemsPerPage);
  const before = [`includeCount=${includeCount}`, ...ownQuery];
  // Recorded: the two kinds of link give page and size in opposite orders.
  const links = [link(call, "self", [...before, `pageNum=${pageNum}`, `itemsPerPage=${itemsPerPage}`])];
  const other = (rel: string, number: number) =>
    links.push(link(call, rel, [...before, `itemsPerPage=${itemsPerPage}`, `pageNum=${number}`]));
  if (pageNum > 1) other("previous", pageNum - 1);
  if (first + itemsPerPage < items.length) other("next", pageNum + 1);
  return {
    status: 200,
    isList: true,
    body: { links, results: shown.map(toBody), totalCount: includeCount ? items.length : uncounted },
  };
}

/** The caller's own parameter as it stands in links, or its default where it was not sent (recorded). */
export function echo(call: Call, name: string, byDefault = ""): string {
  return `${name}=${encodeURIComponent(call.query.others.get(name)?.[0] ?? byDefault)}`;
}

function link(call: Call, rel: string, query: readonly string[]): JsonObject {
  return { href: `${call.exchange.origin}${call.exchange.path}?${query.join("&")}`, rel };
}

export function byText<T>(text: (item: T) => string): (a: T, b: T) => number {
  // Compared by code unit: recorded lists are case-sensitive and know no locale.
  return (a, b) => (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0);
}
