import type { AtlasContext } from "../../atlas/context";
import { isSettling } from "../../atlas/key-directory";
import { getOrgApiKey } from "../../atlas/keys";
import { deleteKey } from "./api";

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
