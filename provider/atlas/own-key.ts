import { z } from "zod";
import type { MemoKey } from "../core/memo";
import { type AtlasContext, ownPublicKey } from "./context";
import { endpoint } from "./endpoint";
import { onlyOrganization } from "./key-lookup";
import { listOrgApiKeys } from "./keys";

/**
 * The root of the API, which tells an API key about itself. The documents call `apiKey` required; what a caller
 * without a key gets is not said anywhere.
 */
export const readOwnKey = endpoint({
  operation: "Read the caller's own API key",
  method: "GET",
  path: "",
  version: "2023-01-01",
  atlasOnly: "Cloud Manager does not tell a key about itself",
  reply: z.object({
    apiKey: z
      .object({
        id: z.string(),
        publicKey: z.string(),
        roles: z
          .array(
            z.object({
              roleName: z.string(),
              orgId: z.string().nullish().transform(present),
              groupId: z.string().nullish().transform(present),
            }),
          )
          .optional(),
      })
      .nullish(),
  }),
  needs: "Organization Member",
  target: () => "at the root of the API",
});

/** One answer for each identity: who calls does not change within a run. */
const known: MemoKey<Promise<string | undefined>> = { name: "id of the caller's own key" };

/** Id of the API key that makes the calls; undefined with a service account or a token, or where Atlas does not tell. */
export function ownKeyId(context: AtlasContext): Promise<string | undefined> {
  const publicKey = ownPublicKey(context);
  if (publicKey === undefined) return Promise.resolve(undefined);
  const { memo } = context.atlas;
  const asked = memo.get(known, () => ask(context, publicKey));
  asked.catch(() => memo.delete(known));
  return asked;
}

async function ask(context: AtlasContext, publicKey: string): Promise<string | undefined> {
  if (context.api.lacks(readOwnKey) === undefined) {
    return (await context.atlas.call(readOwnKey, { path: {} })).apiKey?.id;
  }
  const orgId = await onlyOrganization(context);
  if (orgId === undefined) return undefined;
  const keys = await context.atlas.list(listOrgApiKeys, { path: { orgId }, freshness: "any" });
  return keys.find((key) => key.publicKey === publicKey)?.id;
}

function present<T>(value: T | null | undefined): T | undefined {
  return value ?? undefined;
}
