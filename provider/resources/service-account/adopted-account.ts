import type { AtlasContext } from "../../atlas/context";
import { listServiceAccounts, type ServiceAccount } from "../../atlas/endpoints/service-accounts";
import { namedAccount } from "../../atlas/service-accounts/account-lockout";
import { duplicateReason } from "../../core/declared-objects";
import { deepEqual } from "../../core/deep-equal";
import type { PlannedChange } from "../../core/definition";
import { MissingError, RefusedError } from "../../core/errors";
import { hasUnknown, UNKNOWN } from "../../core/unknown";
import { managedObjects } from "./model";
import type { ServiceAccountInputs, ServiceAccountState } from "./schema";

/** The account that `adopt` names; declares it for this resource. Throws when another resource declares it. */
export async function declaredAccount(
  context: AtlasContext,
  inputs: ServiceAccountInputs,
): Promise<ServiceAccount> {
  const account = await referredAccount(context, inputs);
  // Equal inputs with the same reference are resources of the same account.
  const urns = context.run.urnsOf("ServiceAccount", inputs);
  if (urns.length > 1) {
    throw new RefusedError(
      `ServiceAccount "${inputs.name}": ${urns.length} resources adopt service account ${account.id}: ${urns.join(", ")}. Remove all but one from the program`,
    );
  }
  const objects = managedObjects({ ...inputs, clientId: account.id });
  const other = context.run.declare("ServiceAccount", inputs, objects);
  if (other !== undefined)
    throw new RefusedError(`ServiceAccount "${inputs.name}": ${duplicateReason(other)}`);
  return account;
}

/** Why `adopt` cannot name an account other than the managed one; undefined when it can. `adopt` is used only at creation. */
export function refuseOtherAccount({
  action,
  state,
  inputs,
}: PlannedChange<ServiceAccountInputs, Partial<ServiceAccountState>>): string | undefined {
  const adopt = inputs?.adopt;
  if (action !== "update" || adopt === undefined || adopt === UNKNOWN) return undefined;
  // An unknown reference may name this account; the update checks it again.
  if (hasUnknown(adopt) || deepEqual(adopt, state.adopt)) return undefined;
  const { clientId, name } = adopt;
  const isItself =
    (clientId !== undefined && clientId === state.clientId) ||
    (name !== undefined && [state.name, inputs?.name].includes(name));
  if (isItself) return undefined;
  return (
    `Update ${namedAccount(state)}: adopt names another account (${referenceText(adopt)}), and it is used only at creation. ` +
    "Leave adopt out, or declare a resource for the other account"
  );
}

async function referredAccount(
  context: AtlasContext,
  { adopt, orgId, name }: ServiceAccountInputs,
): Promise<ServiceAccount> {
  const accounts = await context.atlas.list(listServiceAccounts, { path: { orgId }, allowStale: true });
  const found = accounts.filter((account) => account.id === adopt?.clientId || account.name === adopt?.name);
  const reference = `${referenceText(adopt)} in organization ${orgId}`;
  const [account] = found;
  if (account === undefined) {
    throw new MissingError(
      `ServiceAccount "${name}": there is no service account with ${reference} to adopt. Check adopt, or leave it out to create a new account`,
    );
  }
  if (found.length === 1) return account;
  throw new RefusedError(
    `ServiceAccount "${name}": ${found.length} service accounts have ${reference}: ${found.map(({ id }) => id).join(", ")}. Name the one to adopt by its clientId`,
  );
}

function referenceText(adopt: ServiceAccountInputs["adopt"]): string {
  return Object.entries(adopt ?? {})
    .map(([property, value]) => `${property} "${value}"`)
    .join();
}
