import { type AtlasContext, ownPublicKey } from "../../atlas/context";
import type { PlannedChange } from "../../core/definition";
import { UNKNOWN } from "../../core/unknown";
import type { OrgApiKeyInputs, OrgApiKeyState } from "./schema";

/**
 * Refuses to take away the key that the provider itself uses. Whoever changes an organization's keys is its
 * owner, so a list of roles without ORG_OWNER takes that role from the caller. A removal looks at the state: by
 * then the program may say nothing any more.
 */
export function refuseLockout(
  context: AtlasContext,
  change: PlannedChange<OrgApiKeyInputs, Partial<OrgApiKeyState>>,
): string | undefined {
  const { action, state, inputs, changed } = change;
  if (state.publicKey === undefined || state.publicKey !== ownPublicKey(context)) return undefined;
  const key = `API key ${state.apiKeyId} ("${state.description}")`;
  if (action === "update") {
    const roles = inputs?.roles;
    const known = changed.has("roles") && roles !== undefined && roles !== UNKNOWN;
    return known && inputs?.allowLockout !== true ? demotesOwnKey(`Update ${key}`, roles) : undefined;
  }
  if (state.allowLockout === true || isForgotten(state)) return undefined;
  const verb = action === "replace" ? "Replace" : "Delete";
  return `${verb} ${key}: it is the key that this provider uses. Use other credentials, or apply allowLockout: true in an \`up\` of its own first`;
}

/** Why a list of roles cannot be given to the caller's own key; undefined when it can. */
export function demotesOwnKey(operation: string, roles: readonly string[]): string | undefined {
  if (roles.includes("ORG_OWNER")) return undefined;
  return `${operation}: it is the key that this provider uses, and this takes ORG_OWNER from it. Use other credentials, or set allowLockout: true`;
}

/** An adopted key stays in Atlas when its resource goes, unless its deletion was asked for. */
export function isForgotten(state: Partial<OrgApiKeyState>): boolean {
  return state.adopted === true && state.deleteOnDestroy !== true;
}
