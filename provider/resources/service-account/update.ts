import { type ProjectRoles, releaseProjectRoles, removedProjectRoles } from "../../atlas/assignments";
import type { AtlasContext } from "../../atlas/context";
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
  warnOfNewlyManaged(context, path, state, wanted, present);
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

/** Warnings in a preview about project roles that become managed and would be removed. */
export async function newlyManagedWarnings(
  context: AtlasContext,
  { state, inputs, changed }: PlannedChange<ServiceAccountInputs, Partial<ServiceAccountState>>,
): Promise<readonly string[]> {
  const { orgId, clientId } = state;
  const wanted = inputs?.projectRoles;
  const isNew = changed.has("projectRoles") && state.projectRoles === undefined;
  if (!isNew || wanted === undefined || hasUnknown(wanted) || orgId === undefined || clientId === undefined)
    return [];
  const present = await findProjectRoles(context, orgId, clientId);
  const removed = removedProjectRoles(present, wanted as ProjectRoles);
  return removed.length === 0 ? [] : [newlyManagedText(state.name, clientId, removed)];
}

function newlyManagedText(name: string | undefined, clientId: string, removed: readonly string[]): string {
  return `ServiceAccount "${name}": service account ${clientId} loses what the program did not manage before: ${removed.join("; ")}`;
}

/** Warns of roles and entries that become managed and are removed: no preview may have shown them. */
function warnOfNewlyManaged(
  context: AtlasContext,
  { clientId }: AccountPath,
  state: Partial<ServiceAccountState>,
  { projectRoles, accessList }: Parts,
  present: PresentParts,
): void {
  const removed = [
    ...(projectRoles === undefined || state.projectRoles !== undefined
      ? []
      : removedProjectRoles(present.projectRoles, projectRoles)),
    ...(accessList === undefined || state.accessList !== undefined
      ? []
      : present.entries
          .filter(({ id }) => !accessList.includes(id))
          .map(({ id }) => `${id} from its access list`)),
  ];
  if (removed.length > 0) context.warn(newlyManagedText(state.name, clientId, removed));
}
