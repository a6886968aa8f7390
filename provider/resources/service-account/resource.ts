import type { AtlasContext } from "../../atlas/context";
import { defineAtlasResource } from "../../atlas/define-resource";
import { deleteServiceAccount } from "../../atlas/endpoints/service-accounts";
import { accountName } from "../../atlas/objects";
import { accountAccessList } from "../../atlas/service-accounts/access-list";
import { namedAccount } from "../../atlas/service-accounts/account-lockout";
import { findProjectRoles } from "../../atlas/service-accounts/assignments";
import { storageProblems, storingRefusal } from "../../atlas/service-accounts/client-secret";
import { duplicateWarnings } from "../../atlas/service-accounts/duplicates";
import { defaultWarningHours } from "../../atlas/service-accounts/fields";
import { organizationLevel } from "../../atlas/service-accounts/level";
import { findAccount } from "../../atlas/service-accounts/lookup";
import { assertWithinMaximum } from "../../atlas/service-accounts/maximum-validity";
import { moveSecret } from "../../atlas/service-accounts/secret-resource";
import { expiryWarnings } from "../../atlas/service-accounts/secret-texts";
import { declaringResource } from "../../core/declared-objects";
import type { PlannedChange } from "../../core/definition";
import { RefusedError } from "../../core/errors";
import { identity } from "../../core/identity";
import { refuseOtherAccount } from "./adopted-account";
import { adoptAccount, adoptionWarnings } from "./adoption";
import { createNew, deleteCreatedAccount } from "./create";
import { assertOwnerKeptOnDelete, assertOwnerKeptOnUpdate, isForgotten, refuseLockout } from "./lockout";
import { type AccountPath, managedObjects, refOf, toState } from "./model";
import { managedParts } from "./reconcile";
import { inputs, outputs, type ServiceAccountInputs, type ServiceAccountState } from "./schema";
import { applyChanges, updatePreflight } from "./update";

const name = "ServiceAccount";

export const serviceAccount = defineAtlasResource({
  name,
  summary: "A service account of an organization, with its complete set of organization roles.",
  inputs,
  outputs,
  identity: identity("orgId", "clientId"),
  traits: {
    noun: "service account",
    requiredRoles: {
      read: organizationLevel.get.requiredRole,
      change: organizationLevel.update.requiredRole,
      delete: deleteServiceAccount.requiredRole,
    },
    recreation: "creates another service account with a new client id; its secrets are new too",
  },
  guard: (context, change) =>
    refuseOtherAccount(change) ?? refuseLockout(context, change) ?? refuseStoring(change),
  validate: (inputs) => [...storageProblems(inputs), ...combinationProblems(inputs)],
  managedObjects,

  stateWarnings: (context, { clientId, name, secretExpiresAt, warnBeforeExpiryHours }) =>
    expiryWarnings(
      context,
      `The initial secret of ${namedAccount({ clientId, name })}`,
      { expiresAt: secretExpiresAt, withinHours: warnBeforeExpiryHours ?? defaultWarningHours },
      "It is not replaced by itself: give its users a ServiceAccountSecret",
    ),

  async previewWarnings(context, inputs) {
    return inputs.adopt === undefined ? [] : adoptionWarnings(context, inputs);
  },

  async preflight(context, inputs) {
    if (inputs.adopt !== undefined) return [];
    const container = { level: organizationLevel, containerId: inputs.orgId };
    const hours = inputs.initialSecret?.expiresAfterHours;
    if (hours !== undefined) {
      const field = "initialSecret.expiresAfterHours";
      await assertWithinMaximum(context, container, hours, { resource: name, field });
    }
    return duplicateWarnings(context, container, { resource: name, ...inputs });
  },

  updatePreflight,

  create: (context, inputs) =>
    inputs.adopt === undefined ? createNew(context, inputs) : adoptAccount(context, inputs),

  async read(context, path, state) {
    const account = await findAccount(context, refOf(path), state.createdAt);
    if (account === undefined) return undefined;
    const parts = await readParts(context, path, state);
    return { ...toState(path.orgId, account, state), ...parts };
  },

  async readForImport(context, path) {
    const account = await findAccount(context, refOf(path), undefined);
    if (account === undefined) return undefined;
    const roles = await findProjectRoles(context, path.orgId, path.clientId);
    const entries = await accountAccessList(context, refOf(path)).live();
    const present = {
      ...(Object.keys(roles).length === 0 ? {} : { projectRoles: {} }),
      ...(entries.length === 0 ? {} : { accessList: [] }),
    };
    return { ...toState(path.orgId, account, {}), ...managedParts(present, roles, entries) };
  },

  async update(context, path, { inputs, state, changed }) {
    const operation = `Update ${namedAccount({ ...state, ...path })}`;
    await assertOwnerKeptOnUpdate(context, path, operation, state.roles, inputs);
    // First, so that after a later failure the state still has the client secret, and the sink gets it again.
    const moved = await moveSecret(context, refOf(path), inputs, state);
    await applyChanges(context, path, { inputs, state, changed });
    return moved;
  },

  async delete(context, path, state) {
    if (isForgotten(state)) {
      context.warn(
        `ServiceAccount "${state.name}": service account ${path.clientId} was adopted, so it stays in organization ${path.orgId} with ${state.roles?.join(", ")}, its secrets, and all project roles that this run does not remove. To have a destroy delete it, apply deleteOnDestroy: true first`,
      );
      return;
    }
    refusePartLoss(context, path, state);
    await assertOwnerKeptOnDelete(context, path, state);
    await deleteCreatedAccount(context, path, state.createdAt);
  },
});

/** The parts that the state has. */
async function readParts(context: AtlasContext, path: AccountPath, state: Partial<ServiceAccountState>) {
  const { projectRoles, accessList } = state;
  const roles = projectRoles === undefined ? {} : await findProjectRoles(context, path.orgId, path.clientId);
  const entries = accessList === undefined ? [] : await accountAccessList(context, refOf(path)).live();
  return managedParts(state, roles, entries);
}

function refuseStoring({
  action,
  state,
  inputs,
  changed,
}: PlannedChange<ServiceAccountInputs, Partial<ServiceAccountState>>): string | undefined {
  if (action !== "update" || inputs === undefined || !changed.has("storeClientSecret")) return undefined;
  const reason = storingRefusal(state, inputs);
  return reason === undefined ? undefined : `Update ${namedAccount(state)}: ${reason}`;
}

function combinationProblems(inputs: ServiceAccountInputs) {
  const { accessList, allowEmptyAccessList, adopt, initialSecret, storeClientSecret } = inputs;
  const rules: readonly (readonly [boolean, string, string])[] = [
    [
      accessList?.length === 0 && allowEmptyAccessList !== true,
      "accessList",
      "is empty, which may let every address use the account: list at least one address or CIDR block, leave it out to leave the list alone, or set allowEmptyAccessList: true",
    ],
    [
      adopt !== undefined && initialSecret !== undefined,
      "initialSecret",
      "is for a new account, and this one is adopted: leave it out, and add a ServiceAccountSecret",
    ],
    [
      storeClientSecret === false && initialSecret === undefined,
      "storeClientSecret",
      "is about the initial secret, and there is none: leave it out, or give initialSecret",
    ],
  ];
  return rules.flatMap(([broken, field, reason]) => (broken ? [{ field, reason }] : []));
}

/** @throws RefusedError when another resource of the program declares what would be deleted with the account */
function refusePartLoss(
  context: AtlasContext,
  { clientId }: AccountPath,
  state: Partial<ServiceAccountState>,
): void {
  const [part] = context.run.declared.partsOf(accountName(clientId));
  if (part === undefined) return;
  throw new RefusedError(
    `Delete ${namedAccount({ ...state, clientId })}: ${part.object.name} would be deleted with it, and the program declares that as ${declaringResource(part)}. ` +
      "Remove that resource from the program too, or keep the account's own",
  );
}
