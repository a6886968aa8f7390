import { rolesLost } from "../../atlas/assignments";
import type { AtlasContext } from "../../atlas/context";
import { namedAccount, removalRefusal } from "../../atlas/service-accounts/account-lockout";
import type { PlannedChange } from "../../core/definition";
import { hasUnknown } from "../../core/unknown";
import type { ProjectAccountInputs, ProjectAccountState } from "./schema";

/** Why a change cannot be made to an account that the provider itself uses, for this resource or with another profile. */
export function refuseLockout(
  context: AtlasContext,
  { action, state, inputs, changed }: PlannedChange<ProjectAccountInputs, Partial<ProjectAccountState>>,
): string | undefined {
  if (action === "update") {
    const roles = inputs?.roles;
    if (!changed.has("roles") || !Array.isArray(roles) || hasUnknown(roles)) return undefined;
    if (inputs?.allowLockout === true) return undefined;
    return rolesRefusal(context, "Update", state, rolesLost({ present: state.roles ?? [], wanted: roles }));
  }
  if (state.allowLockout === true || isForgotten(state)) return undefined;
  return removalRefusal(context, action === "replace" ? "Replace" : "Unassign", state);
}

/** Why roles in the project cannot be taken from an account in use; undefined when they can. */
export function rolesRefusal(
  context: AtlasContext,
  operation: "Adopt" | "Update",
  account: Partial<ProjectAccountState>,
  removed: readonly string[],
): string | undefined {
  const { clientId, projectId } = account;
  const user = clientId === undefined ? undefined : context.accountConsumer(clientId);
  if (user === undefined || removed.length === 0) return undefined;
  return `${operation} ${namedAccount(account)}: it is the account that ${user} uses, and this takes ${removed.join(", ")} in project ${projectId} from it. Use other credentials, or set allowLockout: true`;
}

/** True for an adopted account without deleteOnDestroy: a delete only removes it from the state. */
export function isForgotten(state: Partial<ProjectAccountState>): boolean {
  return state.adopted === true && state.deleteOnDestroy !== true;
}
