import { takesFromUsedKey } from "../../atlas/access-list/lockout";
import type { AtlasContext } from "../../atlas/context";
import type { PlannedChange } from "../../core/definition";
import { hasUnknown } from "../../core/unknown";
import type { AccessListInputs, AccessListState } from "./schema";

/**
 * Refuses to take entries from a key that the provider itself uses, for this resource or by another profile. A removal
 * of the whole list looks at the state: by then the program may say nothing any more.
 */
export function refuseLockout(
  context: AtlasContext,
  change: PlannedChange<AccessListInputs, Partial<AccessListState>>,
): string | undefined {
  const { action, state, inputs, changed } = change;
  const user = state.publicKey === undefined ? undefined : context.keyConsumer(state.publicKey);
  if (user === undefined) return undefined;
  const present = state.entries ?? [];
  if (action === "update") {
    const entries = inputs?.entries;
    if (!changed.has("entries") || !Array.isArray(entries) || hasUnknown(entries)) return undefined;
    if (inputs?.allowLockout === true) return undefined;
    return takesFromUsedKey(
      user,
      "Update",
      state.apiKeyId,
      present.filter((entry) => !entries.includes(entry)),
    );
  }
  if (state.deleteOnDestroy !== true || state.allowLockout === true) return undefined;
  return takesFromUsedKey(user, action === "replace" ? "Replace" : "Delete", state.apiKeyId, present);
}
