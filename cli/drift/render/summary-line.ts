import type { DriftReport, Status, Summary } from "../report";
import { accessToApply } from "./access-to-apply";
import { type Quote, unquoted } from "./wording";

/** Statuses that need attention, the most urgent first, with their titles and their counts in the summary. */
export const statusTitles: readonly (readonly [Exclude<Status, "in sync">, string, keyof Summary])[] = [
  ["deleted in Atlas", "Deleted in Atlas", "deletedInAtlas"],
  ["changed in Atlas", "Changed in Atlas", "changedInAtlas"],
  ["ignored by the program", "Changed in Atlas, ignored by the program", "ignored"],
  ["not applied", "In the program, not applied yet", "notApplied"],
  ["not readable", "Not readable with these credentials", "notReadable"],
];

/**
 * The report in one line: "2 changed in Atlas, 1 not applied (gains ORG_OWNER (owner) on organization Acme: raises
 * privilege), 14 in sync".
 */
export function summaryLine({ summary, stacks }: DriftReport, quote: Quote = unquoted): string {
  const access = accessToApply(stacks, quote);
  const named = (status: Status) =>
    status === "not applied" && access !== "" ? `${status} (${access})` : status;
  const failed = stacks.filter(({ error }) => error !== undefined).length;
  const counts: readonly (readonly [number, string])[] = [
    [failed, failed === 1 ? "stack not compared" : "stacks not compared"],
    ...statusTitles.map(([status, , name]) => [Number(summary[name]), named(status)] as const),
    [summary.pendingCreates, "pending creates"],
    [summary.unmanaged, "unmanaged"],
    [summary.allowed, "allowed"],
    [summary.inStep, "in sync"],
  ];
  const parts = counts.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`);
  return parts.join(", ") || "nothing to compare";
}

const privilegeRaised = "A key or service account has more privilege than the stacks declare.";
const applyingRaises = "Applying the program gives a key or service account more privilege.";

/** Warnings about gained privilege, one sentence each. */
export function privilegeWarnings({ summary }: DriftReport): readonly string[] {
  return [
    ...(summary.raisesPrivilege ? [privilegeRaised] : []),
    ...(summary.applyingRaisesPrivilege ? [applyingRaises] : []),
  ];
}
