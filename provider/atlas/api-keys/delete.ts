import { declaringResource } from "../../core/declared-objects";
import { RefusedError } from "../../core/errors";
import { isInConsistencyWindow } from "../consistency-window";
import type { AtlasContext } from "../context";
import { deleteOrgApiKey, getOrgApiKey } from "../endpoints/org-api-keys";
import { keyName } from "../objects";
import { type KeyPath, named } from "./content";

/** @throws RefusedError when another resource of the program declares the key's project roles or access list, which a delete would remove */
export function refusePartLoss(
  context: AtlasContext,
  { apiKeyId }: KeyPath,
  state: { readonly description?: string | undefined },
): void {
  const [part] = context.run.declared.partsOf(keyName(apiKeyId));
  if (part === undefined) return;
  throw new RefusedError(
    `Delete ${named({ ...state, apiKeyId })}: ${part.object.name} would be deleted with it, and the program declares that as ${declaringResource(part)}. ` +
      "Remove that resource from the program too, or keep the key's own",
  );
}

/**
 * Deletes a key. Retries for a new key, which Atlas may not show yet.
 * @returns false when Atlas does not find the key; a new key may exist all the same
 */
export async function deleteCreatedKey(context: AtlasContext, path: KeyPath): Promise<boolean> {
  if (await context.atlas.remove(deleteOrgApiKey, { path })) return true;
  if (!isInConsistencyWindow(context, path.apiKeyId)) return false;
  await context.sleep(1_000);
  if ((await context.atlas.find(getOrgApiKey, { path })) === undefined) return false;
  await context.atlas.call(deleteOrgApiKey, { path });
  return true;
}
