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
    const demotes =
      changed.has("roles") && roles !== undefined && roles !== UNKNOWN && !roles.includes("ORG_OWNER");
    if (!demotes || inputs?.allowLockout === true) return undefined;
    return `Update ${key}: it is the key that this provider uses, and this takes ORG_OWNER from it. Use other credentials, or set allowLockout: true`;
  }
  if (state.allowLockout === true) return undefined;
  const verb = action === "replace" ? "Replace" : "Delete";
  return `${verb} ${key}: it is the key that this provider uses. Use other credentials, or apply allowLockout: true in an \`up\` of its own first`;
}
