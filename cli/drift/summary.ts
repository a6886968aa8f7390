import type { OrganizationReport, Ownership } from "./access-matrix";
import type { Change } from "./change";
import type { DriftReport, StackReport, Status, Summary } from "./report";
import { privilegeChange } from "./role-tiers";

/** Findings that can set the exit code 2. */
export const failureKinds = ["drift", "unmanaged", "unreadable", "ignored"] as const;
export type FailureKind = (typeof failureKinds)[number];
/** The default of `--fail-on`. A change that the program ignores is intended, so it is not part of it. */
export const defaultFailureKinds: readonly FailureKind[] = ["drift", "unmanaged", "unreadable"];

export function summarize(
  stacks: readonly StackReport[],
  organizations: readonly OrganizationReport[],
  { countUnmanaged }: { readonly countUnmanaged: boolean },
): Summary {
  const resources = stacks.flatMap((stack) => stack.resources);
  const count = (status: Status) => resources.filter((resource) => resource.status === status).length;
  const unmanaged = countUnmanaged ? countOwned(organizations, "unmanaged") : 0;
  const raises = (changes: readonly Change[]) =>
    changes.some((change) => change.kind === "roles" && privilegeChange(change) === "raised");
  return {
    inStep: count("in sync"),
    changedInAtlas: count("changed in Atlas"),
    deletedInAtlas: count("deleted in Atlas"),
    ignored: count("ignored by the program"),
    notApplied: count("not applied"),
    notReadable: count("not readable") + organizations.flatMap(({ notReadable }) => notReadable).length,
    pendingCreates: stacks.flatMap(({ pendingCreates }) => pendingCreates).length,
    unmanaged,
    allowed: countOwned(organizations, "allowed"),
    raisesPrivilege:
      resources.some(({ changesInAtlas }) => raises(changesInAtlas)) ||
      (countUnmanaged && hasUnmanagedAccess(organizations)),
    applyingRaisesPrivilege: resources.some(({ changesToApply }) => raises(changesToApply)),
  };
}

/** Counts keys, service accounts, their project grants and their entries. Roles in the organization count with the key. */
function countOwned(organizations: readonly OrganizationReport[], ownership: Ownership): number {
  return organizations
    .flatMap(({ principals }) => principals)
    .map((principal) => {
      const grants = principal.grants.filter(
        (grant) => grant.scope.kind === "project" && grant.ownership === ownership,
      );
      const entries = ownership === "unmanaged" ? (principal.unmanagedEntries ?? []).length : 0;
      return (principal.ownership === ownership ? 1 : 0) + grants.length + entries;
    })
    .reduce((sum, count) => sum + count, 0);
}

function hasUnmanagedAccess(organizations: readonly OrganizationReport[]): boolean {
  return organizations
    .flatMap(({ principals }) => principals)
    .some(({ ownership, grants }) =>
      [ownership, ...grants.map((grant) => grant.ownership)].includes("unmanaged"),
    );
}

/** 0: in sync. 2: a finding of `failOn`. 1: a stack could not be compared. */
export function exitCode({ stacks, summary }: DriftReport, failOn: readonly FailureKind[]): 0 | 1 | 2 {
  if (stacks.some(({ error }) => error !== undefined)) return 1;
  const { changedInAtlas, deletedInAtlas, notApplied, pendingCreates, unmanaged, notReadable } = summary;
  const counts: Readonly<Record<FailureKind, number>> = {
    drift: changedInAtlas + deletedInAtlas + notApplied + pendingCreates,
    unmanaged,
    unreadable: notReadable,
    ignored: summary.ignored,
  };
  return failOn.some((failure) => counts[failure] > 0) ? 2 : 0;
}
