import { type AtlasContext, callerPublicKey } from "../../atlas/context";
import { assertOwnerRemains } from "../../atlas/last-owner";
import type { PlannedChange } from "../../core/definition";
import { UNKNOWN } from "../../core/unknown";
import type { OrgApiKeyInputs, OrgApiKeyState } from "./schema";

const owner = "ORG_OWNER";

/** How the user permits a delete or a replacement, which use the flags of the state. */
const permitFirst = "apply allowLockout: true in an `up` of its own first";

/**
 * Why a change cannot be made to a key that the provider itself uses, for this resource or with another profile; undefined
 * when it can. Only an owner can change an organization's keys, so roles without ORG_OWNER take that role from the caller. A
 * delete uses the state, since the program may no longer declare the resource.
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
    return demotionRefusal(context, publicKey, `Update ${key}`, state.roles, roles);
  }
  if (state.allowLockout === true || isForgotten(state)) return undefined;
  const user = context.keyConsumer(publicKey);
  if (user === undefined) return undefined;
  const verb = action === "replace" ? "Replace" : "Delete";
  return `${verb} ${key}: it is the key that ${user} uses. Use other credentials, or ${permitFirst}`;
}

/** Why a list of roles cannot be given to a key that is in use; undefined when it can. */
export function demotionRefusal(
  context: AtlasContext,
  publicKey: string,
  operation: string,
  present: readonly string[] | undefined,
  roles: readonly string[],
): string | undefined {
  if (roles.includes(owner)) return undefined;
  // The caller is an owner whatever the state shows; the key of another profile only if the state shows it.
  if (publicKey !== callerPublicKey(context) && present?.includes(owner) !== true) return undefined;
  const user = context.keyConsumer(publicKey);
  if (user === undefined) return undefined;
  return `${operation}: it is the key that ${user} uses, and this takes ORG_OWNER from it. Use other credentials, or set allowLockout: true`;
}

/** Before an update of roles. @throws RefusedError when no key or service account would remain an owner of the organization */
export async function assertOwnerKeptOnUpdate(
  context: AtlasContext,
  key: { readonly orgId: string; readonly apiKeyId: string; readonly operation: string },
  present: readonly string[] | undefined,
  inputs: Pick<OrgApiKeyInputs, "roles" | "allowLockout">,
): Promise<void> {
  const loses = present?.includes(owner) === true && !inputs.roles.includes(owner);
  if (loses && inputs.allowLockout !== true)
    await assertOwnerRemains(context, { ...key, id: key.apiKeyId, permit: "set allowLockout: true" });
}

/** The same before a delete. */
export async function assertOwnerKeptOnDelete(
  context: AtlasContext,
  id: { readonly orgId: string; readonly apiKeyId: string },
  state: Partial<OrgApiKeyState>,
): Promise<void> {
  if (state.roles?.includes(owner) !== true || state.allowLockout === true) return;
  await assertOwnerRemains(context, {
    ...id,
    id: id.apiKeyId,
    operation: `Delete ${named(state)}`,
    permit: permitFirst,
  });
}

/** True for an adopted key without deleteOnDestroy: a delete only removes it from the state. */
export function isForgotten(state: Partial<OrgApiKeyState>): boolean {
  return state.adopted === true && state.deleteOnDestroy !== true;
}

/** A managed key, for messages. */
export function named(state: Partial<OrgApiKeyState>): string {
  return `API key ${state.apiKeyId} ("${state.description}")`;
}
