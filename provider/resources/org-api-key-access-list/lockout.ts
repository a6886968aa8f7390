import type { Entry } from "../../atlas/access-list/entry";
import type { AtlasContext } from "../../atlas/context";
import type { PlannedChange } from "../../core/definition";
import { RefusedError } from "../../core/errors";
import { hasUnknown } from "../../core/unknown";
import type { AccessListInputs, AccessListState } from "./schema";

type Operation = "Adopt" | "Update" | "Replace" | "Delete";

/**
 * Refuses to take entries from a key that the provider itself uses, for this resource or by another profile. A removal
 * of the whole list looks at the state: by then the program may say nothing any more.
 */
export function refuseLockout(
  context: AtlasContext,
  change: PlannedChange<AccessListInputs, Partial<AccessListState>>,
): string | undefined {
  const { action, state, inputs, changed } = change;
  const user = state.publicKey === undefined ? undefined : context.userOf(state.publicKey);
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

/** The same for what a preview cannot tell, before the first change: entries that only Atlas knows. */
export function keepUsedEntries(
  context: AtlasContext,
  operation: Operation,
  {
    apiKeyId,
    publicKey,
    allowLockout,
  }: Pick<AccessListState, "apiKeyId"> & {
    readonly publicKey?: string | undefined;
    readonly allowLockout?: boolean | undefined;
  },
  going: readonly Entry[],
): void {
  if (allowLockout === true || publicKey === undefined) return;
  const user = context.userOf(publicKey);
  if (user === undefined) return;
  const refusal = takesFromUsedKey(
    user,
    operation,
    apiKeyId,
    going.map((entry) => entry.id),
  );
  if (refusal !== undefined) throw new RefusedError(refusal);
}

/** Why entries cannot be taken from a key in use; undefined when none is. */
function takesFromUsedKey(
  user: string,
  operation: Operation,
  apiKeyId: string | undefined,
  removed: readonly string[],
): string | undefined {
  if (removed.length === 0) return undefined;
  const how =
    operation === "Delete" || operation === "Replace"
      ? "apply allowLockout: true in an `up` of its own first"
      : "set allowLockout: true";
  return `${operation} access list of API key ${apiKeyId}: it is the key that ${user} uses, and this removes ${removed.join(", ")} from its list. Use other credentials, or ${how}`;
}
