import { type ProjectRoles, releaseProjectRoles } from "../../atlas/assignments";
import type { AtlasContext } from "../../atlas/context";
import { newlyManagedLoss } from "../../atlas/newly-managed";
import { findProjectRoles } from "../../atlas/service-accounts/assignments";
import type { PlannedChange, UpdateRequest } from "../../core/definition";
import { hasUnknown } from "../../core/unknown";
import type { AccountPath } from "./model";
import { toPartialUpdateError } from "./partial";
import { assertPartsKept, type Parts, type PresentParts, presentParts } from "./parts";
import { AccountReconciler } from "./reconcile";
import type { ServiceAccountInputs, ServiceAccountState } from "./schema";

type Update = UpdateRequest<ServiceAccountInputs, Partial<ServiceAccountState>>;

/**
 * Updates an account, its project roles and its access list where they differ.
 * @throws PartialUpdateError when something was changed before a request failed
 */
export async function applyChanges(context: AtlasContext, path: AccountPath, update: Update): Promise<void> {
  const { inputs, state, changed } = update;
  const wanted = changedParts(update);
  const present = await partsBefore(context, path, state, wanted);
  const { allowLockout } = inputs;
  const account = { clientId: path.clientId, name: state.name };
  assertPartsKept(context, "Update", account, present, { ...wanted, allowLockout });
  const loss = newlyManagedLoss(present, state, wanted);
  // No preview may have shown it.
  if (loss !== undefined) context.warn(lossText(state.name, path.clientId, loss));
  if (changed.has("projectRoles") && inputs.projectRoles === undefined)
    releaseProjectRoles(context, path.clientId);
  const { name, description, roles } = state;
  const found = { own: ownOf(name, description, roles), ...present };
  const reconciliation = new AccountReconciler(context, path, inputs, found);
  await reconciliation.run(changed).catch((error: unknown) => {
    throw reconciliation.changed ? toPartialUpdateError(path, state, reconciliation.state, error) : error;
  });
}

function ownOf(name: string | undefined, description: string | undefined, roles: string[] | undefined) {
  return {
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    ...(roles === undefined ? {} : { roles }),
  };
}

/** The changed inputs about project roles and the access list. */
function changedParts({ inputs, changed }: Update): Parts {
  const { projectRoles, accessList } = inputs;
  return {
    ...(changed.has("projectRoles") && projectRoles !== undefined ? { projectRoles } : {}),
    ...(changed.has("accessList") && accessList !== undefined ? { accessList } : {}),
  };
}

/** The parts before the update: project roles from the state where it has them, otherwise from Atlas. */
async function partsBefore(
  context: AtlasContext,
  path: AccountPath,
  state: Partial<ServiceAccountState>,
  { projectRoles, accessList }: Parts,
): Promise<PresentParts> {
  const isNew = projectRoles !== undefined && state.projectRoles === undefined;
  const read = await presentParts(context, path, {
    ...(isNew ? { projectRoles } : {}),
    ...(accessList === undefined ? {} : { accessList }),
  });
  return isNew ? read : { ...read, projectRoles: state.projectRoles ?? {} };
}

/**
 * Warnings in a preview about project roles that become managed and would be removed. Records that the account stops managing
 * its project roles, so that the preview of new assignments expects them to exist.
 */
export async function updatePreflight(
  context: AtlasContext,
  { state, inputs, changed }: PlannedChange<ServiceAccountInputs, Partial<ServiceAccountState>>,
): Promise<readonly string[]> {
  const { orgId, clientId } = state;
  if (orgId === undefined || clientId === undefined || !changed.has("projectRoles")) return [];
  const wanted = inputs?.projectRoles;
  if (wanted === undefined) releaseProjectRoles(context, clientId);
  if (wanted === undefined || hasUnknown(wanted) || state.projectRoles !== undefined) return [];
  const present = { projectRoles: await findProjectRoles(context, orgId, clientId), entries: [] };
  const loss = newlyManagedLoss(present, state, { projectRoles: wanted as ProjectRoles });
  return loss === undefined ? [] : [lossText(state.name, clientId, loss)];
}

function lossText(name: string | undefined, clientId: string, loss: string): string {
  return `ServiceAccount "${name}": service account ${clientId} loses ${loss}`;
}
