import { entriesToAdopt } from "../../atlas/access-list/key-list";
import { ownRoles } from "../../atlas/api-keys/content";
import { assertOwnerKeptOnUpdate, demotionRefusal } from "../../atlas/api-keys/owner-lockout";
import { assertOwnPartsKept } from "../../atlas/api-keys/parts-lockout";
import { toPrivateKeyState } from "../../atlas/api-keys/private-key";
import { type FoundKey, KeyReconciler } from "../../atlas/api-keys/reconcile";
import { assignmentsOf } from "../../atlas/assignments";
import type { AtlasContext } from "../../atlas/context";
import type { ApiKey } from "../../atlas/endpoints/org-api-keys";
import { deepEqual } from "../../core/deep-equal";
import { RefusedError } from "../../core/errors";
import { declaredKey } from "./adopted-key";
import { toPartialCreateError } from "./partial-create";
import type { OrgApiKeyInputs, OrgApiKeyOutputs } from "./schema";

/**
 * Adopts the key that `adopt` names, and changes only what differs from the inputs. Throws before any change when the key
 * is not found or ambiguous, when the given private key is another one's, or when a used key would lose access.
 */
export async function adoptKey(context: AtlasContext, inputs: OrgApiKeyInputs): Promise<OrgApiKeyOutputs> {
  const key = await declaredKey(context, inputs);
  verifyPrivateKey(key, inputs.privateKey);
  const changed = differing(inputs, key);
  if (changed.has("roles")) await assertOwnersKept(context, inputs, key);
  const path = { orgId: inputs.orgId, apiKeyId: key.id };
  const found = await foundKey(context, inputs, key);
  assertOwnPartsKept(context, "Adopt", identityOf(key), found, inputs);
  const made = { apiKeyId: key.id, publicKey: key.publicKey, adopted: true };
  const outputs = { ...made, ...(await toPrivateKeyState(inputs.privateKey)) };
  const reconciliation = new KeyReconciler(context, path, inputs, found);
  await reconciliation.run(changed).catch((error: unknown) => {
    throw reconciliation.changed
      ? toPartialCreateError(path, { ...inputs, ...outputs }, reconciliation, error)
      : error;
  });
  return outputs;
}

/** The present values of the managed parts of the key. Reads the access list only if it is managed. */
export async function foundKey(
  context: AtlasContext,
  inputs: OrgApiKeyInputs,
  key: ApiKey,
): Promise<FoundKey> {
  return {
    publicKey: key.publicKey,
    description: key.desc,
    roles: ownRoles(inputs.orgId, key, inputs.roles),
    projectRoles: assignmentsOf(key),
    entries:
      inputs.accessList === undefined
        ? []
        : await entriesToAdopt(context, { orgId: inputs.orgId, apiKeyId: key.id }),
  };
}

/** The properties of a key that messages show. */
export const identityOf = ({ id, desc, publicKey }: ApiKey) => ({
  apiKeyId: id,
  description: desc,
  publicKey,
});

/** @throws RefusedError when adopting would take ORG_OWNER from a used key or from the last owner */
async function assertOwnersKept(context: AtlasContext, inputs: OrgApiKeyInputs, key: ApiKey): Promise<void> {
  const { orgId, roles, allowLockout } = inputs;
  if (allowLockout === true) return;
  const operation = `Adopt API key ${key.id} ("${key.desc}")`;
  const present = ownRoles(orgId, key, roles);
  const refusal = demotionRefusal(context, key.publicKey, operation, present, roles);
  if (refusal !== undefined) throw new RefusedError(refusal);
  await assertOwnerKeptOnUpdate(context, { orgId, apiKeyId: key.id, operation }, present, inputs);
}

/** Compares the last 12 digits, the only ones that Atlas shows. @throws RefusedError when they differ */
export function verifyPrivateKey(key: ApiKey, privateKey: string | undefined): void {
  if (privateKey === undefined || key.privateKey === undefined) return;
  if (key.privateKey.slice(-12).toLowerCase() === privateKey.slice(-12).toLowerCase()) return;
  throw new RefusedError(
    `OrgApiKey ${key.id}: the given private key is not this key's: its last 12 digits differ from those that Atlas shows. Correct privateKey, or leave it out`,
  );
}

function differing(inputs: OrgApiKeyInputs, key: ApiKey): ReadonlySet<string> {
  const roles = ownRoles(inputs.orgId, key, inputs.roles);
  return new Set([
    ...(key.desc === inputs.description ? [] : ["description"]),
    ...(deepEqual(roles, inputs.roles) ? [] : ["roles"]),
    // Their reconcilers compare them, and send nothing without a difference.
    "projectRoles",
    "accessList",
  ]);
}
