import type { AtlasContext } from "../../atlas/context";
import { ownKeyId } from "../../atlas/own-key";
import { RefusedError } from "../../core/errors";

/** Roles that a key is about to lose in a project. */
interface Taking {
  readonly operation: "Adopt" | "Update" | "Delete";
  readonly projectId: string;
  readonly apiKeyId: string;
  readonly going: readonly string[];
  readonly allowLockout: boolean | undefined;
}

/**
 * Refuses to take roles from the key that the provider itself uses. The state does not tell which key that is: Atlas does,
 * in one request for the whole run, and only for a change that takes something.
 */
export async function keepOwnRoles(context: AtlasContext, taking: Taking): Promise<void> {
  const { operation, projectId, apiKeyId, going, allowLockout } = taking;
  if (going.length === 0 || allowLockout === true) return;
  if ((await ownKeyId(context)) !== apiKeyId) return;
  const how =
    operation === "Delete"
      ? "apply allowLockout: true in an `up` of its own first"
      : "set allowLockout: true";
  throw new RefusedError(
    `${operation} assignment of API key ${apiKeyId} in project ${projectId}: it is the key that this provider uses, and this takes ${going.join(", ")} from it. Use other credentials, or ${how}`,
  );
}
