import { named } from "../../atlas/api-keys/content";
import { assertOwnerKeptOnUpdate } from "../../atlas/api-keys/owner-lockout";
import { assertOwnPartsKept } from "../../atlas/api-keys/parts-lockout";
import { differingParts, KeyReconciler, managedEntries } from "../../atlas/api-keys/reconcile";
import type { AtlasContext } from "../../atlas/context";
import type { ApiKey } from "../../atlas/endpoints/org-api-keys";
import { type Marker, parseDescription } from "../../atlas/rotation/marker";
import { contentOf, foundKey } from "./model";
import type { RotatingInputs } from "./schema";

/**
 * Changes an existing key of the rotation to what the inputs say, and to its marker. Compares with Atlas, since the state does not
 * tell which of the two keys differs.
 * @returns true when something was changed
 */
export async function alignKey(
  context: AtlasContext,
  inputs: RotatingInputs,
  key: ApiKey,
  expected: Marker,
): Promise<boolean> {
  const path = { orgId: inputs.orgId, apiKeyId: key.id };
  const content = contentOf(inputs, markerOf(key, expected) ?? expected);
  const found = foundKey(inputs, key, await managedEntries(context, path, inputs));
  const changed = differingParts(content, found);
  if (changed.size === 0) return false;
  const name = { apiKeyId: key.id, publicKey: key.publicKey, description: inputs.description };
  assertOwnPartsKept(context, "Update", name, found, inputs);
  const operation = `Update ${named(name)}`;
  await assertOwnerKeptOnUpdate(context, { ...path, operation }, found.roles, inputs);
  await new KeyReconciler(context, path, content, found).run(changed);
  return true;
}

/** The marker that a key has in Atlas, if it is the expected one. It may also tell that a sink has the private key. */
export function markerOf(key: ApiKey, expected: Marker): Marker | undefined {
  const { marker } = parseDescription(key.desc);
  const isExpected = marker?.rotationId === expected.rotationId && marker.number === expected.number;
  return isExpected ? marker : undefined;
}
