import { z } from "zod";
import { AtlasReplyError } from "./errors";

/** Atlas's maximum. */
const itemsPerPage = 500;

/** Limit for a server whose list never ends: far more than any documented number of keys or projects. */
const maxPages = 1000;

/** Schema of one page of a list of items. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    results: z.array(item),
    links: z.array(z.object({ rel: z.string() })).optional(),
    totalCount: z.number().optional(),
  });
}

/** One page, with the fields that determine whether it is the last. */
export interface Page<Item> {
  readonly results: readonly Item[];
  readonly links?: readonly { rel: string }[] | undefined;
  readonly totalCount?: number | undefined;
}

/** Fetches all pages of a list. An item that moved between pages is returned once. */
export async function collectPages<Item extends { readonly id: string }>(
  fetchPage: (query: string) => Promise<Page<Item>>,
): Promise<readonly Item[]> {
  const found = new Map<string, Item>();
  let seen = 0;
  for (let pageNum = 1; pageNum <= maxPages; pageNum++) {
    const page = await fetchPage(`?itemsPerPage=${itemsPerPage}&pageNum=${pageNum}`);
    for (const item of page.results) found.set(item.id, item);
    seen += page.results.length;
    if (isLast(page, seen)) return [...found.values()];
  }
  throw new AtlasReplyError(`a list did not end after ${maxPages} pages. Check mongodbatlas:baseUrl`);
}

/** A short page is the last, unless it links to a next one. A full page is the last only if `totalCount` is reached. */
function isLast(page: Page<unknown>, seen: number): boolean {
  if (page.results.length === 0) return true;
  if (page.links?.some((link) => link.rel === "next")) return false;
  return page.results.length < itemsPerPage || (page.totalCount !== undefined && seen >= page.totalCount);
}
