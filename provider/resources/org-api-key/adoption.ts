import type { AtlasContext } from "../../atlas/context";
import { type ApiKey, listOrgApiKeys } from "../../atlas/keys";
import { same } from "../../core/difference";
import { MissingError, RefusedError } from "../../core/errors";
import { updateKey } from "./api";
import { demotesUsedKey, keepOwnerOnUpdate } from "./lockout";
import { ownRoles, toBody } from "./model";
import { storedHalf } from "./private-key";
import type { OrgApiKeyInputs, OrgApiKeyOutputs } from "./schema";

/**
 * Takes over the key that `adopt` names: changes only what the program says differently. Throws before any change
 * when the key cannot be told, is not the one whose private half was handed in, or is the caller's own.
 */
export async function adoptKey(context: AtlasContext, inputs: OrgApiKeyInputs): Promise<OrgApiKeyOutputs> {
  const key = await referredKey(context, inputs);
  verifyPrivateKey(key, inputs.privateKey);
  const changed = differing(inputs, key);
  if (changed.has("roles")) await keepOwners(context, inputs, key);
  if (changed.size > 0) {
    const path = { orgId: inputs.orgId, apiKeyId: key.id };
    await context.atlas.call(updateKey, { path, body: toBody(inputs, changed) });
  }
  const made = { apiKeyId: key.id, publicKey: key.publicKey, adopted: true };
  return { ...made, ...(await storedHalf(inputs.privateKey)) };
}

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

/** What the takeover will change, for a preview. */
export async function announceAdoption(
  context: AtlasContext,
  inputs: OrgApiKeyInputs,
): Promise<readonly string[]> {
  const key = await referredKey(context, inputs);
  const live = ownRoles(inputs.orgId, key, inputs.roles);
  const going = live.filter((role) => !inputs.roles.includes(role));
  const coming = inputs.roles.filter((role) => !live.includes(role));
  const parts = [
    ...(going.length > 0 ? [`it loses ${going.join(", ")}`] : []),
    ...(coming.length > 0 ? [`it gains ${coming.join(", ")}`] : []),
    ...(key.desc === inputs.description
      ? []
      : [`its description changes from "${key.desc}" to "${inputs.description}"`]),
  ];
  if (parts.length === 0) return [];
  return [
    `OrgApiKey "${inputs.description}": adopting API key ${key.id} (public key ${key.publicKey}): ${parts.join("; ")}`,
  ];
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
    ...(same(roles, inputs.roles) ? [] : ["roles"]),
  ]);
}

async function referredKey(context: AtlasContext, inputs: OrgApiKeyInputs): Promise<ApiKey> {
  const { adopt, orgId } = inputs;
  const keys = await context.atlas.list(listOrgApiKeys, { path: { orgId }, freshness: "any" });
  const found = keys.filter(
    (key) =>
      key.id === adopt?.apiKeyId || key.publicKey === adopt?.publicKey || key.desc === adopt?.description,
  );
  const named = `${Object.entries(adopt ?? {})
    .map(([name, value]) => `${name} "${value}"`)
    .join()} in organization ${orgId}`;
  const [key] = found;
  if (key === undefined) {
    throw new MissingError(
      `OrgApiKey "${inputs.description}": there is no API key with ${named} to adopt. Check adopt, or leave it out to make a new key`,
    );
  }
  if (found.length === 1) return key;
  const candidates = found
    .map((candidate) => `${candidate.id} (public key ${candidate.publicKey})`)
    .join(", ");
  throw new RefusedError(
    `OrgApiKey "${inputs.description}": ${found.length} API keys have ${named}: ${candidates}. Name the one to adopt by its apiKeyId`,
  );
}
