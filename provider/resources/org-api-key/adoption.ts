import { assignmentsOf } from "../../atlas/assignments";
import type { AtlasContext } from "../../atlas/context";
import { type ApiKey, listOrgApiKeys } from "../../atlas/endpoints/org-api-keys";
import { aliasOption, duplicateReason } from "../../core/declared-objects";
import type { PlannedChange } from "../../core/definition";
import { deepEqual } from "../../core/diff";
import { MissingError, RefusedError } from "../../core/errors";
import type { MemoKey } from "../../core/memo";
import { hasUnknown, UNKNOWN } from "../../core/unknown";
import { demotesUsedKey, keepOwnerOnUpdate, named } from "./lockout";
import { managedObjects, ownRoles } from "./model";
import { halfDone } from "./partial-create";
import { keepUsedParts, projectRolesGoing } from "./parts-lockout";
import { storedHalf } from "./private-key";
import { entriesGoing, type FoundKey, KeyReconciliation, managedEntries } from "./reconcile";
import type { OrgApiKeyInputs, OrgApiKeyOutputs, OrgApiKeyState } from "./schema";

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
  keepUsedParts(context, "Adopt", stateOf(key), found, inputs);
  const made = { apiKeyId: key.id, publicKey: key.publicKey, adopted: true };
  const outputs = { ...made, ...(await storedHalf(inputs.privateKey)) };
  const reconciliation = new KeyReconciliation(context, path, inputs, found);
  await reconciliation.run(changed).catch((error: unknown) => {
    throw reconciliation.changed ? halfDone(path, { ...inputs, ...outputs }, reconciliation, error) : error;
  });
  return outputs;
}

/** What is there of the key that the program is to manage; asks for its access list only if it is. */
async function foundKey(context: AtlasContext, inputs: OrgApiKeyInputs, key: ApiKey): Promise<FoundKey> {
  return {
    description: key.desc,
    roles: ownRoles(inputs.orgId, key, inputs.roles),
    projectRoles: assignmentsOf(key),
    entries: await managedEntries(context, { orgId: inputs.orgId, apiKeyId: key.id }, inputs),
  };
}

/** As messages name it. */
const stateOf = ({ id, desc, publicKey }: ApiKey) => ({ apiKeyId: id, description: desc, publicKey });

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

/** The key that `adopt` names, from now on declared by this resource. Throws when another resource declares it. */
async function declaredKey(context: AtlasContext, inputs: OrgApiKeyInputs): Promise<ApiKey> {
  const key = await referredKey(context, inputs);
  // Equal inputs with the same reference are resources of the same key.
  const urns = context.run.urnsOf("OrgApiKey", inputs);
  if (urns.length > 1) {
    throw new RefusedError(
      `OrgApiKey "${inputs.description}": ${urns.length} resources adopt API key ${key.id}: ${urns.join(", ")}. Remove all but one from the program`,
    );
  }
  const other = context.run.declare("OrgApiKey", inputs, managedObjects({ ...inputs, apiKeyId: key.id }));
  if (other !== undefined)
    throw new RefusedError(`OrgApiKey "${inputs.description}": ${duplicateReason(other)}`);
  return key;
}

/** Refuses to name another key than the one that this resource manages: adopting is for its creation. */
export function refuseOtherKey(
  change: PlannedChange<OrgApiKeyInputs, Partial<OrgApiKeyState>>,
): string | undefined {
  const { action, state } = change;
  const adopt = change.inputs?.adopt;
  if (action !== "update" || adopt === undefined || adopt === UNKNOWN) return undefined;
  // What is not known yet may be this very key; the update will tell.
  if (hasUnknown(adopt) || deepEqual(adopt, state.adopt)) return undefined;
  const { apiKeyId, publicKey, description } = adopt;
  const isItself =
    (apiKeyId !== undefined && apiKeyId === state.apiKeyId) ||
    (publicKey !== undefined && publicKey === state.publicKey) ||
    (description !== undefined && [state.description, change.inputs?.description].includes(description));
  if (isItself) return undefined;
  return (
    `Update ${named(state)}: this resource manages API key ${state.apiKeyId} (public key ${state.publicKey}), and adopt names another one ` +
    `(${referenceText(adopt)}); adopting counts at creation. Leave adopt out, or give the other key a resource of its own`
  );
}

/** What the takeover will change, and what it cannot know. */
export async function adoptionWarnings(
  context: AtlasContext,
  inputs: OrgApiKeyInputs,
): Promise<readonly string[]> {
  const key = await declaredKey(context, inputs);
  informOfPrivateKeys(context, inputs);
  const found = await foundKey(context, inputs, key);
  keepUsedParts(context, "Adopt", stateOf(key), found, inputs);
  return changeWarnings(inputs, key, found);
}

const privateKeyInformed: MemoKey<{ done: boolean }> = { name: "said that adopted keys have no private key" };

/** Said once, and not as a warning: a run may adopt all keys of an organization, and nothing tells which this stack made. */
function informOfPrivateKeys(context: AtlasContext, inputs: OrgApiKeyInputs): void {
  const informed = context.run.memo.get(privateKeyInformed, () => ({ done: false }));
  if (informed.done || inputs.privateKey !== undefined) return;
  informed.done = true;
  context.info(
    `OrgApiKey "${inputs.description}" and any other that is adopted: Atlas does not show private keys again, so privateKey stays empty. ` +
      `If the key is managed by this stack under another name or parent, leave adopt out and add ${aliasOption} instead: that keeps the key with its private key`,
  );
}

function changeWarnings(inputs: OrgApiKeyInputs, key: ApiKey, found: FoundKey): readonly string[] {
  const live = found.roles ?? [];
  const going = live.filter((role) => !inputs.roles.includes(role));
  const coming = inputs.roles.filter((role) => !live.includes(role));
  const parts = [
    ...(going.length > 0 ? [`it loses ${going.join(", ")}`] : []),
    ...(coming.length > 0 ? [`it gains ${coming.join(", ")}`] : []),
    ...partsGoing(inputs, found),
    ...(key.desc === inputs.description
      ? []
      : [`its description changes from "${key.desc}" to "${inputs.description}"`]),
  ];
  if (parts.length === 0) return [];
  return [
    `OrgApiKey "${inputs.description}": adopting API key ${key.id} (public key ${key.publicKey}): ${parts.join("; ")}`,
  ];
}

/** What the takeover takes from the key's project roles and from its access list. */
function partsGoing(inputs: OrgApiKeyInputs, found: FoundKey): readonly string[] {
  const { projectRoles } = inputs;
  const roles = projectRoles === undefined ? [] : projectRolesGoing(found.projectRoles, projectRoles);
  const entries = entriesGoing(found, inputs).map(({ id }) => id);
  return [
    ...roles.map((text) => `it loses ${text}`),
    ...(entries.length > 0 ? [`its access list loses ${entries.sort().join(", ")}`] : []),
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
    ...(deepEqual(roles, inputs.roles) ? [] : ["roles"]),
    // What is there already needs no request, which their own comparison finds.
    "projectRoles",
    "accessList",
  ]);
}

async function referredKey(context: AtlasContext, inputs: OrgApiKeyInputs): Promise<ApiKey> {
  const { adopt, orgId } = inputs;
  const keys = await context.atlas.list(listOrgApiKeys, { path: { orgId }, allowStale: true });
  const found = keys.filter(
    (key) =>
      key.id === adopt?.apiKeyId || key.publicKey === adopt?.publicKey || key.desc === adopt?.description,
  );
  const reference = `${referenceText(adopt)} in organization ${orgId}`;
  const [key] = found;
  if (key === undefined) {
    throw new MissingError(
      `OrgApiKey "${inputs.description}": there is no API key with ${reference} to adopt. Check adopt, or leave it out to make a new key`,
    );
  }
  if (found.length === 1) return key;
  const candidates = found
    .map((candidate) => `${candidate.id} (public key ${candidate.publicKey})`)
    .join(", ");
  throw new RefusedError(
    `OrgApiKey "${inputs.description}": ${found.length} API keys have ${reference}: ${candidates}. Name the one to adopt by its apiKeyId`,
  );
}

function referenceText(adopt: OrgApiKeyInputs["adopt"]): string {
  return Object.entries(adopt ?? {})
    .map(([name, value]) => `${name} "${value}"`)
    .join();
}
