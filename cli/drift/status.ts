import type { ManagedResource } from "../pulumi/managed-resources";
import type { Step } from "../pulumi/preview";
import type { Change } from "./change";
import type { Comparison } from "./comparison";
import type { PlannedAction } from "./repair";
import type { Status } from "./report";

/** The status of a resource from both comparisons; `stored` is undefined for a resource that is not created yet. */
export function statusOf(
  urn: string,
  stored: ManagedResource | undefined,
  comparison: Comparison,
  action: PlannedAction,
  inAtlas: readonly Change[],
): Status {
  if (stored !== undefined) {
    const refresh = comparison.refreshed.get(urn);
    // A resource without a step was not compared.
    if (refresh === undefined || comparison.notReadable.has(urn)) return "not readable";
    if (isGone(refresh)) return "deleted in Atlas";
    const isIgnored = inAtlas.length > 0 && inAtlas.every(({ ignored }) => ignored);
    if (refresh.op !== "same" && !isIgnored) return "changed in Atlas";
    if (isIgnored && action === "keep") return "ignored by the program";
  }
  return action === "keep" ? "in sync" : "not applied";
}

/** Whether a refresh found that the object was deleted in Atlas. */
export function isGone({ op, new: refresh }: Step): boolean {
  return op === "delete" || refresh === undefined || refresh === null;
}

/** What the engine would do with a resource: the most far-reaching of its steps. */
export function plannedAction({ planned }: Comparison, urn: string): PlannedAction {
  const ops = (planned.get(urn) ?? []).map(({ op }) => op);
  if (ops.some((op) => op.includes("replace"))) return "replace";
  return (["create", "update", "delete"] as const).find((op) => ops.includes(op)) ?? "keep";
}
