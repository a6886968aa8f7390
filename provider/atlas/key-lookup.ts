import type { MemoKey } from "../core/memo";
import { fetchKey } from "./consistency-window";
import type { AtlasContext } from "./context";
import { type ApiKey, getOrgApiKey, listOrgApiKeys } from "./endpoints/org-api-keys";

/**
 * The key, or undefined when it does not exist. Absence from a list proves nothing: the key's own GET decides.
 *
 * The first key of an organization is read by its own GET. As soon as another key of the organization is wanted, one list
 * serves all. A key counts as deleted only where the organization's list can be read too.
 * @throws AtlasApiError when the key is missing, but too new to call it deleted
 */
export async function findKey(
  context: AtlasContext,
  orgId: string,
  apiKeyId: string,
): Promise<ApiKey | undefined> {
  for (const keys of await context.atlas.cachedLists(listOrgApiKeys)) {
    const listed = keyById(keys, apiKeyId);
    if (listed !== undefined) return listed;
  }
  const single = await fetchSingleKey(context, orgId, apiKeyId);
  if (single !== undefined) return single;
  const keys = await context.atlas.list(listOrgApiKeys, { path: { orgId } });
  return keyById(keys, apiKeyId) ?? (await fetchKey(context, orgId, apiKeyId));
}

/** The keys that were read already, or are being read, if this key is among them. Makes no request. */
export async function cachedKeysWith(
  context: AtlasContext,
  apiKeyId: string,
): Promise<readonly ApiKey[] | undefined> {
  const lists = await context.atlas.cachedLists(listOrgApiKeys);
  const list = lists.find((keys) => keyById(keys, apiKeyId) !== undefined);
  if (list !== undefined) return list;
  const singles = (await context.atlas.cachedObjects(getOrgApiKey)).filter((key) => key.id === apiKeyId);
  return singles.length > 0 ? singles : undefined;
}

const indexes = new WeakMap<readonly ApiKey[], ReadonlyMap<string, ApiKey>>();

/** A key of a list. Uses an index, because a refresh looks up thousands of keys. */
export function keyById(keys: readonly ApiKey[], id: string): ApiKey | undefined {
  const index = indexes.get(keys) ?? new Map(keys.map((key) => [key.id, key]));
  indexes.set(keys, index);
  return index.get(id);
}

/** The engine starts the reads of a refresh within a few milliseconds. A read waits this long for others. */
export const batchWindowMs = 10;

/** Ids of the keys that were wanted, by organization. With two of them, a list is cheaper than single reads. */
const wantedKeyIds: MemoKey<Map<string, Set<string>>> = { name: "keys that were looked up" };

/** Undefined also when another key of the organization is wanted within the batch window. */
function fetchSingleKey(context: AtlasContext, orgId: string, apiKeyId: string): Promise<ApiKey | undefined> {
  const { atlas } = context;
  const byOrganization = atlas.memo.get(wantedKeyIds, () => new Map());
  const ids = byOrganization.get(orgId) ?? new Set<string>();
  byOrganization.set(orgId, ids.add(apiKeyId));
  const shouldFetch = async () => {
    if (ids.size === 1) await context.sleep(batchWindowMs);
    return ids.size === 1;
  };
  return atlas.findShared(getOrgApiKey, { path: { orgId, apiKeyId }, shouldFetch });
}
