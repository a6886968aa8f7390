import type {
  Change,
  DriftReport,
  OrganizationReport,
  Ownership,
  StackReport,
  Status,
  Summary,
} from "./report";
import { privilegeChange } from "./role-tiers";

/** What counts as a reason to fail. */
export const failureKinds = ["drift", "unmanaged", "unreadable", "ignored"] as const;
export type FailureKind = (typeof failureKinds)[number];
/** Those that count unless told otherwise: who ignores a change has said that it is none. */
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
    changes.some((change) => change.kind === "roles" && privilegeChange(change) === "raises privilege");
  return {
    inStep: count("in step"),
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

/** Keys, service accounts, their grants in projects and their entries; the roles in the organization belong to the key. */
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
    .reduce((sum, one) => sum + one, 0);
}

function hasUnmanagedAccess(organizations: readonly OrganizationReport[]): boolean {
  return organizations
    .flatMap(({ principals }) => principals)
    .some(({ ownership, grants }) =>
      [ownership, ...grants.map((grant) => grant.ownership)].includes("unmanaged"),
    );
}

/** 0 in step, 2 for what the caller wants to fail on, 1 when a stack could not be compared. */
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
