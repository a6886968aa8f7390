import { z } from "zod";
import { AtlasReplyError } from "./errors";

/** The most that Atlas gives in one page. */
const itemsPerPage = 500;

/** Bounds a server that never stops naming a next page: far more than any documented limit of keys or projects. */
const maxPages = 1000;

/** Schema of one page of a list of items. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    results: z.array(item),
    links: z.array(z.object({ rel: z.string() })).optional(),
    totalCount: z.number().optional(),
  });
}

/** One page, as far as the end of a list depends on it. */
export interface Page<Item> {
  readonly results: readonly Item[];
  readonly links?: readonly { rel: string }[] | undefined;
  readonly totalCount?: number | undefined;
}

/** Asks page after page until the list is complete; an item that moved between pages is counted once. */
export async function collectPages<Item extends { readonly id: string }>(
  ask: (query: string) => Promise<Page<Item>>,
): Promise<readonly Item[]> {
  const found = new Map<string, Item>();
  let seen = 0;
  for (let pageNum = 1; pageNum <= maxPages; pageNum++) {
    const page = await ask(`?itemsPerPage=${itemsPerPage}&pageNum=${pageNum}`);
    for (const item of page.results) found.set(item.id, item);
    seen += page.results.length;
    if (isLast(page, seen)) return [...found.values()];
  }
  throw new AtlasReplyError(`a list did not end after ${maxPages} pages. Check mongodbatlas:baseUrl`);
}

/** A short page is the last, unless it names a next one; a full one only when the count says so too. */
function isLast(page: Page<unknown>, seen: number): boolean {
  if (page.results.length === 0) return true;
  if (page.links?.some((link) => link.rel === "next")) return false;
  return page.results.length < itemsPerPage || (page.totalCount !== undefined && seen >= page.totalCount);
}
