import type { MemoKey } from "../core/memo";
import { type AtlasContext, callerPublicKey } from "./context";
import { getOwnKey } from "./endpoints/api-root";
import { listOrgApiKeys } from "./endpoints/org-api-keys";
import { soleOrganizationId } from "./sole-organization";

/** One answer for each identity: who calls does not change within a run. */
const ownKeyIdMemo: MemoKey<Promise<string | undefined>> = { name: "id of the caller's own key" };

/** Id of the API key that makes the calls; undefined with a service account or a token, or where Atlas does not tell. */
export function ownKeyId(context: AtlasContext): Promise<string | undefined> {
  const publicKey = callerPublicKey(context);
  if (publicKey === undefined) return Promise.resolve(undefined);
  const { memo } = context.atlas;
  const asked = memo.get(ownKeyIdMemo, () => fetchOwnKeyId(context, publicKey));
  asked.catch(() => memo.delete(ownKeyIdMemo));
  return asked;
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
