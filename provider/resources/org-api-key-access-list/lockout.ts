import { entryRemovalRefusal, keyHolder } from "../../atlas/access-list/lockout";
import type { AtlasContext } from "../../atlas/context";
import type { PlannedChange } from "../../core/definition";
import { hasUnknown } from "../../core/unknown";
import type { AccessListInputs, AccessListState } from "./schema";

/**
 * Why entries cannot be removed from the list of a key that the provider itself uses, for this resource or with another
 * profile; undefined when they can. A delete uses the state, since the program may no longer declare the resource.
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
    return entryRemovalRefusal(
      user,
      "Update",
      keyHolder(state.apiKeyId),
      present.filter((entry) => !entries.includes(entry)),
    );
  }
  if (state.deleteOnDestroy !== true || state.allowLockout === true) return undefined;
  return entryRemovalRefusal(
    user,
    action === "replace" ? "Replace" : "Delete",
    keyHolder(state.apiKeyId),
    present,
  );
}
