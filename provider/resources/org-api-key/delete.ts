import { isInConsistencyWindow } from "../../atlas/consistency-window";
import type { AtlasContext } from "../../atlas/context";
import { deleteOrgApiKey, getOrgApiKey } from "../../atlas/endpoints/org-api-keys";
import { keyName } from "../../atlas/objects";
import { declaringResource } from "../../core/declared-objects";
import { RefusedError } from "../../core/errors";
import { named } from "./lockout";
import type { OrgApiKeyState } from "./schema";

/** @throws RefusedError when another resource of the program declares the key's project roles or access list, which a delete would remove */
export function refusePartLoss(
  context: AtlasContext,
  { apiKeyId }: Readonly<Record<"orgId" | "apiKeyId", string>>,
  state: Partial<OrgApiKeyState>,
): void {
  const [part] = context.run.declared.partsOf(keyName(apiKeyId));
  if (part === undefined) return;
  throw new RefusedError(
    `Delete ${named(state)}: ${part.object.name} would be deleted with it, and the program declares that as ${declaringResource(part)}. ` +
      "Remove that resource from the program too, or keep the key's own",
  );
}

/**
 * Deletes a key. Retries for a new key, which Atlas may not show yet.
 * @returns false when Atlas does not find the key; a new key may exist all the same
 */
export async function deleteCreatedKey(
  context: AtlasContext,
  path: Readonly<Record<"orgId" | "apiKeyId", string>>,
): Promise<boolean> {
  if (await context.atlas.remove(deleteOrgApiKey, { path })) return true;
  if (!isInConsistencyWindow(context, path.apiKeyId)) return false;
  await context.sleep(1_000);
  if ((await context.atlas.find(getOrgApiKey, { path })) === undefined) return false;
  await context.atlas.call(deleteOrgApiKey, { path });
  return true;
}
