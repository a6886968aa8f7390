import { isInConsistencyWindow } from "../../atlas/consistency-window";
import type { AtlasContext } from "../../atlas/context";
import { deleteOrgApiKey, getOrgApiKey } from "../../atlas/endpoints/org-api-keys";
import { keyName } from "../../atlas/objects";
import { declaringResource } from "../../core/declared-objects";
import { RefusedError } from "../../core/errors";
import { named } from "./lockout";
import type { OrgApiKeyState } from "./schema";

/** Refuses to delete a key whose project roles or access list the program declares by themselves: they would go with it. */
export function refusePartLoss(
  context: AtlasContext,
  { apiKeyId }: Readonly<Record<"orgId" | "apiKeyId", string>>,
  state: Partial<OrgApiKeyState>,
): void {
  const [part] = context.run.declared.partsOf(keyName(apiKeyId));
  if (part === undefined) return;
  throw new RefusedError(
    `Delete ${named(state)}: ${part.object.name} would go with it, and the program declares that as ${declaringResource(part)}. ` +
      "Remove that resource from the program too, or keep the key's own",
  );
}

/**
 * Deletes a key. A key that is new may not be visible yet, and must not be left behind.
 * @returns false when Atlas knows no such key, which of a new one proves nothing
 */
export async function deleteMade(
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
