import type { DriftReport, Status, Summary } from "../report";
import { accessToApply } from "./access-to-apply";
import { type Quote, unquoted } from "./wording";

/** Statuses that are told of, the most pressing first, each with its count. */
export const statusTitles: readonly (readonly [Exclude<Status, "in step">, string, keyof Summary])[] = [
  ["deleted in Atlas", "Deleted in Atlas", "deletedInAtlas"],
  ["changed in Atlas", "Changed in Atlas", "changedInAtlas"],
  ["ignored by the program", "Changed in Atlas, ignored by the program", "ignored"],
  ["not applied", "In the program, not applied yet", "notApplied"],
  ["not readable", "Not readable with this credential", "notReadable"],
];

/**
 * One sentence over everything: "2 changed in Atlas, 1 not applied (gains ORG_OWNER (owner) on organization Acme: raises
 * privilege), 14 in step".
 */
export function summaryLine({ summary, stacks }: DriftReport, quote: Quote = unquoted): string {
  const access = accessToApply(stacks, quote);
  const named = (status: Status) =>
    status === "not applied" && access !== "" ? `${status} (${access})` : status;
  const failed = stacks.filter(({ error }) => error !== undefined).length;
  const counts: readonly (readonly [number, string])[] = [
    [failed, failed === 1 ? "stack not compared" : "stacks not compared"],
    ...statusTitles.map(([status, , name]) => [Number(summary[name]), named(status)] as const),
    [summary.pendingCreates, "pending from an earlier run"],
    [summary.unmanaged, "undeclared"],
    [summary.allowed, "accepted"],
    [summary.inStep, "in step"],
  ];
  const said = counts.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`);
  return said.join(", ") || "nothing to compare";
}

const raise = "Somebody has more privilege than was declared.";
const applyingRaises = "Applying the program gives somebody more privilege.";

/** What somebody has or is about to get beyond what they should, a sentence each. */
export function privilegeWarnings({ summary }: DriftReport): readonly string[] {
  return [
    ...(summary.raisesPrivilege ? [raise] : []),
    ...(summary.applyingRaisesPrivilege ? [applyingRaises] : []),
  ];
}
