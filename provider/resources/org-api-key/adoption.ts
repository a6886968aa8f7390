import { assignmentsOf } from "../../atlas/assignments";
import type { AtlasContext } from "../../atlas/context";
import type { ApiKey } from "../../atlas/endpoints/org-api-keys";
import { deepEqual } from "../../core/diff";
import { RefusedError } from "../../core/errors";
import { declaredKey } from "./adopted-key";
import { demotesUsedKey, keepOwnerOnUpdate } from "./lockout";
import { ownRoles } from "./model";
import { halfDone } from "./partial-create";
import { keepUsedParts } from "./parts-lockout";
import { storedHalf } from "./private-key";
import { type FoundKey, KeyReconciliation, managedEntries } from "./reconcile";
import type { OrgApiKeyInputs, OrgApiKeyOutputs } from "./schema";

/**
 * Takes over the key that `adopt` names: changes only what the program says differently. Throws before any change
 * when the key cannot be told, is not the one whose private half was handed in, or is the caller's own.
 */
export async function adoptKey(context: AtlasContext, inputs: OrgApiKeyInputs): Promise<OrgApiKeyOutputs> {
  const key = await declaredKey(context, inputs);
  verifyPrivateKey(key, inputs.privateKey);
  const changed = differing(inputs, key);
  if (changed.has("roles")) await keepOwners(context, inputs, key);
  const path = { orgId: inputs.orgId, apiKeyId: key.id };
  const found = await foundKey(context, inputs, key);
  keepUsedParts(context, "Adopt", identityOf(key), found, inputs);
  const made = { apiKeyId: key.id, publicKey: key.publicKey, adopted: true };
  const outputs = { ...made, ...(await storedHalf(inputs.privateKey)) };
  const reconciliation = new KeyReconciliation(context, path, inputs, found);
  await reconciliation.run(changed).catch((error: unknown) => {
    throw reconciliation.changed ? halfDone(path, { ...inputs, ...outputs }, reconciliation, error) : error;
  });
  return outputs;
}

/** What is there of the key that the program is to manage; asks for its access list only if it is. */
export async function foundKey(
  context: AtlasContext,
  inputs: OrgApiKeyInputs,
  key: ApiKey,
): Promise<FoundKey> {
  return {
    description: key.desc,
    roles: ownRoles(inputs.orgId, key, inputs.roles),
    projectRoles: assignmentsOf(key),
    entries: await managedEntries(context, { orgId: inputs.orgId, apiKeyId: key.id }, inputs),
  };
}

/** As messages name it. */
export const identityOf = ({ id, desc, publicKey }: ApiKey) => ({
  apiKeyId: id,
  description: desc,
  publicKey,
});

/** Throws when the takeover would take ORG_OWNER from where it must stay. */
async function keepOwners(context: AtlasContext, inputs: OrgApiKeyInputs, key: ApiKey): Promise<void> {
  const { orgId, roles, allowLockout } = inputs;
  if (allowLockout === true) return;
  const operation = `Adopt API key ${key.id} ("${key.desc}")`;
  const present = ownRoles(orgId, key, roles);
  const refusal = demotesUsedKey(context, key.publicKey, operation, present, roles);
  if (refusal !== undefined) throw new RefusedError(refusal);
  await keepOwnerOnUpdate(context, { orgId, apiKeyId: key.id, operation }, present, inputs);
}

/** Compares the last 12 digits, all that Atlas shows of a private key. */
export function verifyPrivateKey(key: ApiKey, privateKey: string | undefined): void {
  if (privateKey === undefined || key.privateKey === undefined) return;
  if (key.privateKey.slice(-12).toLowerCase() === privateKey.slice(-12).toLowerCase()) return;
  throw new RefusedError(
    `OrgApiKey ${key.id}: the private key that was handed in is not this key's: its last 12 digits differ from those that Atlas shows. Hand in the right one, or leave it out`,
  );
}

function differing(inputs: OrgApiKeyInputs, key: ApiKey): ReadonlySet<string> {
  const roles = ownRoles(inputs.orgId, key, inputs.roles);
  return new Set([
    ...(key.desc === inputs.description ? [] : ["description"]),
    ...(deepEqual(roles, inputs.roles) ? [] : ["roles"]),
    // What is there already needs no request, which their own comparison finds.
    "projectRoles",
    "accessList",
  ]);
}
