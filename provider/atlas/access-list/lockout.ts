import { RefusedError } from "../../core/errors";
import type { AtlasContext } from "../context";
import type { Entry } from "./entry";

/** The operation that removes entries. */
export type ListOperation = "Adopt" | "Update" | "Replace" | "Delete";

/** The key or service account of a list, as messages name it. */
export interface ListHolder {
  /** `API key 5f…` */
  readonly name: string;
  readonly noun: "key" | "account";
}

export const keyHolder = (apiKeyId: string | undefined): ListHolder => ({
  name: `API key ${apiKeyId}`,
  noun: "key",
});

/** The key of a list, and whether a lockout is permitted. */
interface GuardedList {
  readonly apiKeyId?: string | undefined;
  readonly publicKey?: string | undefined;
  readonly allowLockout?: boolean | undefined;
}

/** Called before the first change. @throws RefusedError when a key that the provider or another profile uses would lose entries */
export function assertOwnEntriesKept(
  context: AtlasContext,
  operation: ListOperation,
  { apiKeyId, publicKey, allowLockout }: GuardedList,
  removed: readonly Entry[],
): void {
  if (allowLockout === true || publicKey === undefined) return;
  assertEntriesKept(context.keyConsumer(publicKey), operation, keyHolder(apiKeyId), removed);
}

/** The same for any holder. @param user what uses its credentials; undefined for nothing */
export function assertEntriesKept(
  user: string | undefined,
  operation: ListOperation,
  holder: ListHolder,
  removed: readonly Entry[],
): void {
  if (user === undefined) return;
  const ids = removed.map((entry) => entry.id);
  const refusal = entryRemovalRefusal(user, operation, holder, ids);
  if (refusal !== undefined) throw new RefusedError(refusal);
}

/** Why entries cannot be removed from the list of a holder in use; undefined without entries. */
export function entryRemovalRefusal(
  user: string,
  operation: ListOperation,
  { name, noun }: ListHolder,
  removed: readonly string[],
): string | undefined {
  if (removed.length === 0) return undefined;
  const how =
    operation === "Delete" || operation === "Replace"
      ? "apply allowLockout: true in an `up` of its own first"
      : "set allowLockout: true";
  return `${operation} access list of ${name}: it is the ${noun} that ${user} uses, and this removes ${removed.join(", ")} from its list. Use other credentials, or ${how}`;
}
