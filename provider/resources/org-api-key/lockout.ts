import { type AtlasContext, callerPublicKey } from "../../atlas/context";
import type { PlannedChange } from "../../core/definition";
import { UNKNOWN } from "../../core/unknown";
import { keepAnOwner } from "./last-owner";
import type { OrgApiKeyInputs, OrgApiKeyState } from "./schema";

const owner = "ORG_OWNER";

/** How the user permits what takes effect without the program. */
const permitFirst = "apply allowLockout: true in an `up` of its own first";

/**
 * Refuses to take away a key that the provider itself uses, for this resource or by another profile. Whoever changes an
 * organization's keys is its owner, so a list of roles without ORG_OWNER takes that role from the caller. A removal
 * looks at the state: by then the program may say nothing any more.
 */
export function refuseLockout(
  context: AtlasContext,
  change: PlannedChange<OrgApiKeyInputs, Partial<OrgApiKeyState>>,
): string | undefined {
  const { action, state, inputs, changed } = change;
  const { publicKey } = state;
  if (publicKey === undefined) return undefined;
  const key = named(state);
  if (action === "update") {
    const roles = inputs?.roles;
    const known = changed.has("roles") && roles !== undefined && roles !== UNKNOWN;
    if (!known || inputs?.allowLockout === true) return undefined;
    return demotesUsedKey(context, publicKey, `Update ${key}`, state.roles, roles);
  }
  if (state.allowLockout === true || isForgotten(state)) return undefined;
  const user = context.keyConsumer(publicKey);
  if (user === undefined) return undefined;
  const verb = action === "replace" ? "Replace" : "Delete";
  return `${verb} ${key}: it is the key that ${user} uses. Use other credentials, or ${permitFirst}`;
}

/** Why a list of roles cannot be given to a key that is in use; undefined when it can. */
export function demotesUsedKey(
  context: AtlasContext,
  publicKey: string,
  operation: string,
  present: readonly string[] | undefined,
  roles: readonly string[],
): string | undefined {
  if (roles.includes(owner)) return undefined;
  // The caller is an owner whatever the state says; a key of another profile only if it was one.
  if (publicKey !== callerPublicKey(context) && present?.includes(owner) !== true) return undefined;
  const user = context.keyConsumer(publicKey);
  if (user === undefined) return undefined;
  return `${operation}: it is the key that ${user} uses, and this takes ORG_OWNER from it. Use other credentials, or set allowLockout: true`;
}

/** Before a change of roles: some key or service account stays the organization's owner. */
export async function keepOwnerOnUpdate(
  context: AtlasContext,
  key: { readonly orgId: string; readonly apiKeyId: string; readonly operation: string },
  present: readonly string[] | undefined,
  inputs: Pick<OrgApiKeyInputs, "roles" | "allowLockout">,
): Promise<void> {
  const loses = present?.includes(owner) === true && !inputs.roles.includes(owner);
  if (loses && inputs.allowLockout !== true)
    await keepAnOwner(context, { ...key, permit: "set allowLockout: true" });
}

/** The same before a removal. */
export async function keepOwnerOnDelete(
  context: AtlasContext,
  id: { readonly orgId: string; readonly apiKeyId: string },
  state: Partial<OrgApiKeyState>,
): Promise<void> {
  if (state.roles?.includes(owner) !== true || state.allowLockout === true) return;
  await keepAnOwner(context, { ...id, operation: `Delete ${named(state)}`, permit: permitFirst });
}

/** An adopted key stays in Atlas when its resource goes, unless its deletion was asked for. */
export function isForgotten(state: Partial<OrgApiKeyState>): boolean {
  return state.adopted === true && state.deleteOnDestroy !== true;
}

/** A managed key, for messages. */
export function named(state: Partial<OrgApiKeyState>): string {
  return `API key ${state.apiKeyId} ("${state.description}")`;
}
