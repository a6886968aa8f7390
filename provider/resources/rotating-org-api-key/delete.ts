import { deleteCreatedKey, refusePartLoss } from "../../atlas/api-keys/delete";
import { assertOwnerKeptOnDelete } from "../../atlas/api-keys/owner-lockout";
import type { AtlasContext } from "../../atlas/context";
import { listOrgApiKeys } from "../../atlas/endpoints/org-api-keys";
import { keyObject } from "../../atlas/objects";
import { atlasTimeMs } from "../../atlas/rotation/atlas-time";
import { parseDescription } from "../../atlas/rotation/marker";
import { RefusedError } from "../../core/errors";
import { type KeySlot, keyText, type RotationPath, slotsOf, subject } from "./model";
import type { RotatingState } from "./schema";

/** Deletes both keys, and a successor that an interrupted run left. A key that another resource of the program declares stays. */
export async function deleteRotation(
  context: AtlasContext,
  path: RotationPath,
  state: Partial<RotatingState>,
): Promise<void> {
  const isDeclared = ({ apiKeyId }: KeySlot) =>
    keyObject(apiKeyId).some((object) => context.run.declared.get(object) !== undefined);
  const slots = slotsOf(state);
  const removed = slots.filter((slot) => !isDeclared(slot));
  const keys = await context.atlas.list(listOrgApiKeys, { path: { orgId: path.orgId } });
  if (removed.length < slots.length) refuseEarlyRemoval(context, state, removed);
  // All guards before the first delete.
  for (const slot of removed) {
    const key = { orgId: path.orgId, apiKeyId: slot.apiKeyId };
    refusePartLoss(context, key, state);
    if (keys.some(({ id }) => id === slot.apiKeyId))
      await assertOwnerKeptOnDelete(context, key, { ...state, ...slot });
  }
  const left = keys.filter(({ desc }) => {
    const { marker } = parseDescription(desc);
    return marker?.rotationId === path.rotationId && marker.number === (state.currentNumber ?? 1) + 1;
  });
  const ids = [...left.map(({ id }) => id), ...removed.map(({ apiKeyId }) => apiKeyId).reverse()];
  for (const apiKeyId of ids) await deleteCreatedKey(context, { orgId: path.orgId, apiKeyId });
}

/** The current key becomes a plain one: the previous one keeps its overlap. */
function refuseEarlyRemoval(
  context: AtlasContext,
  state: Partial<RotatingState>,
  [slot]: readonly KeySlot[],
): void {
  const { previousValidUntil } = state;
  const operation = `Delete ${subject(state)}`;
  if (slot === undefined || previousValidUntil === undefined) return;
  if (atlasTimeMs(context, operation) >= Date.parse(previousValidUntil)) return;
  throw new RefusedError(
    `${operation}: the previous key, ${keyText(slot)}, stays valid until ${previousValidUntil}, and the current one is kept by another resource. Run \`pulumi up\` again after that time`,
  );
}
