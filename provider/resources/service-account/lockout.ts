import type { AtlasContext } from "../../atlas/context";
import { assertOwnerRemains } from "../../atlas/last-owner";
import {
  demotionRefusal,
  namedAccount,
  partsRefusal,
  permitFirst,
  removalRefusal,
} from "../../atlas/service-accounts/account-lockout";
import type { PlannedChange } from "../../core/definition";
import { hasUnknown, UNKNOWN } from "../../core/unknown";
import type { AccountPath } from "./model";
import type { ServiceAccountInputs, ServiceAccountState } from "./schema";

const owner = "ORG_OWNER";

type Change = PlannedChange<ServiceAccountInputs, Partial<ServiceAccountState>>;

/** Why a change cannot be made to an account that the provider itself uses, for this resource or with another profile. */
export function refuseLockout(context: AtlasContext, change: Change): string | undefined {
  const { action, state } = change;
  if (action === "update") return refuseUpdate(context, change);
  if (state.allowLockout === true || isForgotten(state)) return undefined;
  return removalRefusal(context, action === "replace" ? "Replace" : "Delete", state);
}

function refuseUpdate(context: AtlasContext, { state, inputs, changed }: Change): string | undefined {
  const { clientId } = state;
  if (clientId === undefined || inputs === undefined || inputs.allowLockout === true) return undefined;
  const { roles, accessList } = inputs;
  const demoted =
    changed.has("roles") && roles !== UNKNOWN && !hasUnknown(roles)
      ? demotionRefusal(context, clientId, `Update ${namedAccount(state)}`, state.roles, roles)
      : undefined;
  if (demoted !== undefined) return demoted;
  return partsRefusal(context, namedAccount(state), {
    clientId,
    operation: "Update",
    present: { projectRoles: state.projectRoles ?? {}, entries: state.accessList ?? [] },
    projectRoles: changed.has("projectRoles")
      ? knownRoles(state.projectRoles, inputs.projectRoles)
      : undefined,
    accessList:
      changed.has("accessList") && Array.isArray(accessList) && !hasUnknown(accessList)
        ? accessList
        : undefined,
  });
}

/** The wanted roles, with the present ones in place of unknown ones; the update checks those again. */
function knownRoles(
  present: Partial<ServiceAccountState>["projectRoles"] = {},
  wanted: unknown,
): Record<string, string[]> | undefined {
  if (wanted === undefined || wanted === UNKNOWN) return undefined;
  return Object.fromEntries(
    Object.entries(wanted as Record<string, unknown>).map(([id, roles]) => [
      id,
      hasUnknown(roles) ? [...(present[id] ?? [])] : (roles as string[]),
    ]),
  );
}

/** Before an update of roles. @throws RefusedError when no key or service account would remain an owner of the organization */
export async function assertOwnerKeptOnUpdate(
  context: AtlasContext,
  { orgId, clientId }: AccountPath,
  operation: string,
  present: readonly string[] | undefined,
  inputs: Pick<ServiceAccountInputs, "roles" | "allowLockout">,
): Promise<void> {
  const loses = present?.includes(owner) === true && !inputs.roles.includes(owner);
  if (!loses || inputs.allowLockout === true) return;
  await assertOwnerRemains(context, { orgId, id: clientId, operation, permit: "set allowLockout: true" });
}

/** The same before a delete. */
export async function assertOwnerKeptOnDelete(
  context: AtlasContext,
  { orgId, clientId }: AccountPath,
  state: Partial<ServiceAccountState>,
): Promise<void> {
  if (state.roles?.includes(owner) !== true || state.allowLockout === true) return;
  const operation = `Delete ${namedAccount({ ...state, clientId })}`;
  await assertOwnerRemains(context, { orgId, id: clientId, operation, permit: permitFirst });
}

/** True for an adopted account without deleteOnDestroy: a delete only removes it from the state. */
export function isForgotten(state: Partial<ServiceAccountState>): boolean {
  return state.adopted === true && state.deleteOnDestroy !== true;
}
