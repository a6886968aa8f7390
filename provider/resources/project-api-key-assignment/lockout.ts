import type { AtlasContext } from "../../atlas/context";
import { publicKeyIn } from "../../atlas/key-lookup";
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
 * Refuses to take roles from a key that the provider itself uses, for this resource or by another profile. The state does
 * not tell which keys those are: Atlas does, and is asked for a change that takes something only.
 */
export async function keepOwnRoles(context: AtlasContext, taking: Taking): Promise<void> {
  const { operation, projectId, apiKeyId, going, allowLockout } = taking;
  if (going.length === 0 || allowLockout === true) return;
  const user = await userOf(context, projectId, apiKeyId);
  if (user === undefined) return;
  const how =
    operation === "Delete"
      ? "apply allowLockout: true in an `up` of its own first"
      : "set allowLockout: true";
  throw new RefusedError(
    `${operation} assignment of API key ${apiKeyId} in project ${projectId}: it is the key that ${user} uses, and this takes ${going.join(", ")} from it. Use other credentials, or ${how}`,
  );
}

/** The caller's own key is told by one request for the whole run, other credentials' keys by a listing where there are any. */
async function userOf(
  context: AtlasContext,
  projectId: string,
  apiKeyId: string,
): Promise<string | undefined> {
  if ((await ownKeyId(context)) === apiKeyId) return "this provider";
  if (!context.usesOtherKeys()) return undefined;
  const publicKey = await publicKeyIn(context, projectId, apiKeyId);
  return publicKey === undefined ? undefined : context.userOf(publicKey);
}
