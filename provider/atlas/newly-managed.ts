import type { Entry } from "./access-list/entry";
import { unlistedEntries } from "./access-list/reconcile";
import { type ProjectRoles, removedProjectRoles } from "./assignments";

/** Project roles and access list of a key or service account, as far as they are managed. */
interface ManagedParts {
  readonly projectRoles?: ProjectRoles | undefined;
  readonly accessList?: readonly string[] | undefined;
}

/**
 * What a key or service account loses because its project roles or its access list become managed, as the end of a sentence.
 *
 * @param present the live roles and entries
 * @param state a part that the state has is managed already
 * @param wanted the changed parts
 * @returns undefined when nothing is lost
 */
export function newlyManagedLoss(
  present: { readonly projectRoles: ProjectRoles; readonly entries: readonly Entry[] },
  state: ManagedParts,
  wanted: ManagedParts,
): string | undefined {
  const roles =
    wanted.projectRoles === undefined || state.projectRoles !== undefined
      ? []
      : removedProjectRoles(present.projectRoles, wanted.projectRoles);
  const entries =
    wanted.accessList === undefined || state.accessList !== undefined
      ? []
      : unlistedEntries(present.entries, wanted.accessList).map(({ id }) => id);
  const lost = [
    ...(roles.length === 0 ? [] : [`roles that projectRoles does not list: ${roles.join("; ")}`]),
    ...(entries.length === 0 ? [] : [`entries that accessList does not list: ${entries.sort().join(", ")}`]),
  ];
  return lost.length === 0 ? undefined : lost.join(", and ");
}
