import type { MemoKey } from "../core/memo";
import { type AtlasContext, callerPublicKey } from "./context";
import { getOwnKey } from "./endpoints/api-root";
import { listOrgApiKeys } from "./endpoints/org-api-keys";
import { soleOrganizationId } from "./sole-organization";

/** Read once for each client: its credentials do not change within a run. */
const ownKeyIdMemo: MemoKey<Promise<string | undefined>> = { name: "id of the caller's own key" };

/** Id of the API key that the client uses; undefined for a service account or a token, or if Atlas does not return it. */
export function ownKeyId(context: AtlasContext): Promise<string | undefined> {
  const publicKey = callerPublicKey(context);
  if (publicKey === undefined) return Promise.resolve(undefined);
  const { memo } = context.atlas;
  const pending = memo.get(ownKeyIdMemo, () => fetchOwnKeyId(context, publicKey));
  pending.catch(() => memo.delete(ownKeyIdMemo));
  return pending;
}

async function fetchOwnKeyId(context: AtlasContext, publicKey: string): Promise<string | undefined> {
  if (context.api.unsupportedReason(getOwnKey) === undefined) {
    return (await context.atlas.call(getOwnKey, { path: {} })).apiKey?.id;
  }
  const orgId = await soleOrganizationId(context);
  if (orgId === undefined) return undefined;
  const keys = await context.atlas.list(listOrgApiKeys, { path: { orgId }, allowStale: true });
  return keys.find((key) => key.publicKey === publicKey)?.id;
}
