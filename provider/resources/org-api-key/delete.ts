import type { AtlasContext } from "../../atlas/context";
import { isSettling } from "../../atlas/key-lookup";
import { getOrgApiKey } from "../../atlas/keys";
import { keyName } from "../../atlas/objects";
import { declaringResource } from "../../core/declared-objects";
import { RefusedError } from "../../core/errors";
import { deleteKey } from "./api";
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
  if (await context.atlas.remove(deleteKey, { path })) return true;
  if (!isSettling(context, path.apiKeyId)) return false;
  await context.sleep(1_000);
  if ((await context.atlas.find(getOrgApiKey, { path })) === undefined) return false;
  await context.atlas.call(deleteKey, { path });
  return true;
}
