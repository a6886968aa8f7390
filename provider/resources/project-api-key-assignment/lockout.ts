import type { AtlasContext } from "../../atlas/context";
import { ownKeyId } from "../../atlas/own-key";
import { assignedPublicKey } from "../../atlas/project-roles-lookup";
import { RefusedError } from "../../core/errors";

/** Roles that a key is about to lose in a project. */
interface RoleRemoval {
  readonly operation: "Adopt" | "Update" | "Delete";
  readonly projectId: string;
  readonly apiKeyId: string;
  readonly removed: readonly string[];
  readonly allowLockout: boolean | undefined;
}

/**
 * Refuses to take roles from a key that the provider itself uses, for this resource or by another profile. The state does
 * not tell which keys those are: Atlas does, and is asked for a change that takes something only.
 */
export async function assertOwnRolesKept(context: AtlasContext, removal: RoleRemoval): Promise<void> {
  const { operation, projectId, apiKeyId, removed, allowLockout } = removal;
  if (removed.length === 0 || allowLockout === true) return;
  const user = await consumerOf(context, projectId, apiKeyId);
  if (user === undefined) return;
  const how =
    operation === "Delete"
      ? "apply allowLockout: true in an `up` of its own first"
      : "set allowLockout: true";
  throw new RefusedError(
    `${operation} assignment of API key ${apiKeyId} in project ${projectId}: it is the key that ${user} uses, and this takes ${removed.join(", ")} from it. Use other credentials, or ${how}`,
  );
}

/** The caller's own key is told by one request for the whole run, other credentials' keys by a listing where there are any. */
async function consumerOf(
  context: AtlasContext,
  projectId: string,
  apiKeyId: string,
): Promise<string | undefined> {
  if ((await ownKeyId(context)) === apiKeyId) return "this provider";
  if (!context.hasOtherKeys()) return undefined;
  const publicKey = await assignedPublicKey(context, projectId, apiKeyId);
  return publicKey === undefined ? undefined : context.keyConsumer(publicKey);
}
