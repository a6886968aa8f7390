import { type Entry, toBody } from "../access-list/entry";
import type { AccessList } from "../access-list/reconcile";
import type { AtlasContext } from "../context";
import { collectPages } from "../paging";
import { confirmedRemoval } from "./confirmed-removal";
import { type AccountRef, accountPath } from "./level";

/** The access list of a service account. */
export function accountAccessList(context: AtlasContext, ref: AccountRef): AccessList {
  const path = accountPath(ref);
  const { listEntries, addEntries, removeEntry } = ref.level;
  const live = () => collectPages((query) => context.atlas.call(listEntries, { path, query }));
  return {
    live,
    add: async (entries) => {
      await context.atlas.call(addEntries, { path, body: toBody(entries) });
    },
    remove: async (entry: Entry) => {
      const remove = () => context.atlas.remove(removeEntry, { path: { ...path, entry: entry.address } });
      await confirmedRemoval(remove, async () => (await live()).some(({ id }) => id === entry.id));
    },
  };
}
