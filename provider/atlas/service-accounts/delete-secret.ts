import { isNew } from "../consistency-window";
import type { AtlasContext } from "../context";
import { confirmedRemoval } from "./confirmed-removal";
import { type AccountRef, accountPath } from "./level";
import { retriedWhenBusy } from "./one-at-a-time";

/**
 * Deletes a secret; succeeds when it does not exist. Retries for a new one, which Atlas may not show yet.
 * @returns false when Atlas does not find it; a new secret may exist all the same
 */
export async function deleteSecret(
  context: AtlasContext,
  ref: AccountRef,
  { secretId, createdAt }: { readonly secretId: string; readonly createdAt: string | undefined },
): Promise<boolean> {
  const path = { ...accountPath(ref), secretId };
  const remove = () => retriedWhenBusy(context, () => context.atlas.remove(ref.level.deleteSecret, { path }));
  const isThere = async () => {
    const account = await context.atlas.find(ref.level.get, { path: accountPath(ref) });
    return account?.secrets.some(({ id }) => id === secretId) === true;
  };
  if (await confirmedRemoval(remove, isThere)) return true;
  if (createdAt === undefined || !isNew(context, Date.parse(createdAt))) return false;
  await context.sleep(1_000);
  return remove();
}
