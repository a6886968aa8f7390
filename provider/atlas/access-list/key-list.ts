import type { AtlasContext } from "../context";
import {
  addApiKeyAccessEntries,
  listApiKeyAccessEntries,
  removeApiKeyAccessEntry,
} from "../endpoints/api-key-access-lists";
import { collectPages } from "../paging";
import { type Entry, toBody } from "./entry";
import type { AccessList } from "./reconcile";

export type ListId = Readonly<Record<"orgId" | "apiKeyId", string>>;

/** All present entries of a key's list. */
export function liveEntries(context: AtlasContext, path: ListId): Promise<readonly Entry[]> {
  return collectPages((query) => context.atlas.call(listApiKeyAccessEntries, { path, query }));
}

/** The entries for an adoption: its check and its create share one read. */
export function entriesToAdopt(context: AtlasContext, path: ListId): Promise<readonly Entry[]> {
  return context.atlas.list(listApiKeyAccessEntries, { path, allowStale: true });
}

/** The access list of an API key. */
export function keyAccessList(context: AtlasContext, path: ListId): AccessList {
  return {
    live: () => liveEntries(context, path),
    add: async (entries) => {
      await context.atlas.call(addApiKeyAccessEntries, { path, body: toBody(entries) });
    },
    remove: async (entry) => {
      await context.atlas.remove(removeApiKeyAccessEntry, { path: { ...path, entry: entry.address } });
    },
  };
}
