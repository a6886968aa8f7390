import { fetchKey } from "./consistency-window";
import type { AtlasContext } from "./context";
import { type ApiKey, getOrgApiKey, listOrgApiKeys } from "./endpoints/org-api-keys";
import { findObject, itemById } from "./object-lookup";

const orgApiKeys = { get: getOrgApiKey, list: listOrgApiKeys, idPart: "apiKeyId" };

/**
 * The key, or undefined when it does not exist: see `findObject`.
 * @throws AtlasApiError when the key is missing, but too new to call it deleted
 */
export function findKey(context: AtlasContext, orgId: string, apiKeyId: string): Promise<ApiKey | undefined> {
  return findObject(context, orgApiKeys, { orgId, apiKeyId }, () => fetchKey(context, orgId, apiKeyId));
}

/** The keys that were read already, or are being read, if this key is among them. Makes no request. */
export async function cachedKeysWith(
  context: AtlasContext,
  apiKeyId: string,
): Promise<readonly ApiKey[] | undefined> {
  const lists = await context.atlas.cachedLists(listOrgApiKeys);
  const list = lists.find((keys) => itemById(keys, apiKeyId) !== undefined);
  if (list !== undefined) return list;
  const singles = (await context.atlas.cachedObjects(getOrgApiKey)).filter((key) => key.id === apiKeyId);
  return singles.length > 0 ? singles : undefined;
}
