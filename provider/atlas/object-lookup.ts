import type { MemoKey } from "../core/memo";
import type { AtlasContext } from "./context";
import type { Endpoint } from "./endpoint";
import type { Page } from "./paging";

/** Objects of one type that can be read one by one or by a list of all those of an organization or project. */
export interface ObjectSource<Item extends { readonly id: string }> {
  readonly get: Endpoint<string, Item>;
  readonly list: Endpoint<string, Page<Item>>;
  /** Name of the object's own id in the path. */
  readonly idPart: string;
}

type Path = Readonly<Record<string, string>>;

/**
 * The object, or undefined when it does not exist. Absence from a list proves nothing: the object's own GET decides.
 *
 * The first object of a list is read by its own GET. As soon as another object of the list is wanted, one list serves all. An
 * object counts as deleted only where the list can be read too.
 * @param path the parameters of its own GET
 * @param fetchAgain the last GET, which may wait for a new object
 */
export async function findObject<Item extends { readonly id: string }>(
  context: AtlasContext,
  source: ObjectSource<Item>,
  path: Path,
  fetchAgain: () => Promise<Item | undefined>,
): Promise<Item | undefined> {
  const id = path[source.idPart] ?? "";
  const container = { path: containerOf(source, path) };
  const cached = await context.atlas.cachedList(source.list, container);
  const listed = cached && itemById(cached, id);
  if (listed !== undefined) return listed;
  const single = await fetchSingle(context, source, path);
  if (single !== undefined) return single;
  const items = await context.atlas.list(source.list, container);
  return itemById(items, id) ?? (await fetchAgain());
}

const indexes = new WeakMap<readonly { readonly id: string }[], ReadonlyMap<string, unknown>>();

/** An item of a list. Uses an index, because a refresh looks up thousands of keys. */
export function itemById<Item extends { readonly id: string }>(
  items: readonly Item[],
  id: string,
): Item | undefined {
  const index = indexes.get(items) ?? new Map(items.map((item) => [item.id, item]));
  indexes.set(items, index);
  return index.get(id) as Item | undefined;
}

/** The engine starts the reads of a refresh within a few milliseconds. A read waits this long for others. */
export const batchWindowMs = 10;

/** Ids that were wanted, by list. With two of them, a list is cheaper than single reads. */
const wantedIds: MemoKey<Map<string, Set<string>>> = { name: "objects that were looked up" };

/** Undefined also when another object of the list is wanted within the batch window. */
function fetchSingle<Item extends { readonly id: string }>(
  context: AtlasContext,
  source: ObjectSource<Item>,
  path: Path,
): Promise<Item | undefined> {
  const { atlas } = context;
  const byList = atlas.memo.get(wantedIds, () => new Map());
  const list = `${source.list.path} ${Object.values(containerOf(source, path)).join("/")}`;
  const ids = byList.get(list) ?? new Set<string>();
  byList.set(list, ids.add(path[source.idPart] ?? ""));
  const shouldFetch = async () => {
    if (ids.size === 1) await context.sleep(batchWindowMs);
    return ids.size === 1;
  };
  return atlas.findShared(source.get, { path, shouldFetch });
}

function containerOf<Item extends { readonly id: string }>({ idPart }: ObjectSource<Item>, path: Path): Path {
  return Object.fromEntries(Object.entries(path).filter(([name]) => name !== idPart));
}
