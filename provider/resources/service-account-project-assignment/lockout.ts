import { rolesLost } from "../../atlas/assignments";
import type { AtlasContext } from "../../atlas/context";
import type { PlannedChange } from "../../core/definition";
import { RefusedError } from "../../core/errors";
import { hasUnknown } from "../../core/unknown";
import type { AccountAssignmentInputs, AccountAssignmentState } from "./schema";

type Operation = "Adopt" | "Update" | "Replace" | "Delete";

/** Why the account cannot lose roles: the provider itself uses it, for this resource or with another profile. */
export function refuseLockout(
  context: AtlasContext,
  { action, state, inputs, changed }: PlannedChange<AccountAssignmentInputs, Partial<AccountAssignmentState>>,
): string | undefined {
  const present = state.roles ?? [];
  if (action === "update") {
    const roles = inputs?.roles;
    if (!changed.has("roles") || !Array.isArray(roles) || hasUnknown(roles)) return undefined;
    const removed = rolesLost({ present, wanted: roles });
    return inputs?.allowLockout === true ? undefined : removalRefusal(context, "Update", state, removed);
  }
  if (state.allowLockout === true || (state.adopted === true && state.deleteOnDestroy !== true))
    return undefined;
  return removalRefusal(context, action === "replace" ? "Replace" : "Delete", state, present);
}

/** The same with the live roles, before they are replaced. @throws RefusedError */
export function assertRolesKept(
  context: AtlasContext,
  inputs: AccountAssignmentInputs,
  present: readonly string[],
): void {
  const removed = rolesLost({ present, wanted: inputs.roles });
  const refusal =
    inputs.allowLockout === true ? undefined : removalRefusal(context, "Adopt", inputs, removed);
  if (refusal !== undefined) throw new RefusedError(refusal);
}

function removalRefusal(
  context: AtlasContext,
  operation: Operation,
  { projectId, clientId }: Partial<AccountAssignmentState>,
  removed: readonly string[],
): string | undefined {
  const user = clientId === undefined ? undefined : context.accountConsumer(clientId);
  if (user === undefined || removed.length === 0) return undefined;
  const how =
    operation === "Delete" || operation === "Replace"
      ? "apply allowLockout: true in an `up` of its own first"
      : "set allowLockout: true";
  return `${operation} assignment of service account ${clientId} in project ${projectId}: it is the account that ${user} uses, and this takes ${removed.join(", ")} from it. Use other credentials, or ${how}`;
}
