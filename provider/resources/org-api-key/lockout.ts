import { named } from "../../atlas/api-keys/content";
import { demotionRefusal, permitFirst } from "../../atlas/api-keys/owner-lockout";
import type { AtlasContext } from "../../atlas/context";
import type { PlannedChange } from "../../core/definition";
import { UNKNOWN } from "../../core/unknown";
import type { OrgApiKeyInputs, OrgApiKeyState } from "./schema";

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

/** True for an adopted key without deleteOnDestroy: a delete only removes it from the state. */
export function isForgotten(state: Partial<OrgApiKeyState>): boolean {
  return state.adopted === true && state.deleteOnDestroy !== true;
}
