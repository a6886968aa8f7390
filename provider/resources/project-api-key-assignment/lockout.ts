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
 * The state does not have the key's public key, so Atlas is queried, only for a change that removes roles.
 * @throws RefusedError when a key that the provider uses, for this resource or with another profile, would lose roles
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

/** One request for each run identifies the caller's own key; a list identifies the keys of other credentials, if any. */
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
