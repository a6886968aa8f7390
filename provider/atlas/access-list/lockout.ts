import { RefusedError } from "../../core/errors";
import type { AtlasContext } from "../context";
import type { Entry } from "./entry";

/** The operation that removes entries. */
export type ListOperation = "Adopt" | "Update" | "Replace" | "Delete";

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
  const user = context.keyConsumer(publicKey);
  if (user === undefined) return;
  const refusal = entryRemovalRefusal(
    user,
    operation,
    apiKeyId,
    removed.map((entry) => entry.id),
  );
  if (refusal !== undefined) throw new RefusedError(refusal);
}

/** Why entries cannot be removed from the list of a used key; undefined without entries. */
export function entryRemovalRefusal(
  user: string,
  operation: ListOperation,
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
