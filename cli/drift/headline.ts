import type { DriftReport, Status, Summary } from "./report";

/** Statuses that are told of, the most pressing first, each with its count. */
export const told: readonly (readonly [Exclude<Status, "in step">, string, keyof Summary])[] = [
  ["deleted in Atlas", "Deleted in Atlas", "deletedInAtlas"],
  ["changed in Atlas", "Changed in Atlas", "changedInAtlas"],
  ["not applied", "In the program, not applied yet", "notApplied"],
  ["not readable", "Not readable with this credential", "notReadable"],
];

/** One sentence over everything: "2 changed in Atlas, 1 undeclared, 14 in step". */
export function headline({ summary, stacks }: DriftReport): string {
  const failed = stacks.filter(({ error }) => error !== undefined).length;
  const counts: readonly (readonly [number, string])[] = [
    [failed, failed === 1 ? "stack not compared" : "stacks not compared"],
    ...told.map(([status, , name]) => [Number(summary[name]), status] as const),
    [summary.pendingCreates, "pending from an earlier run"],
    [summary.unmanaged, "undeclared"],
    [summary.allowed, "accepted"],
    [summary.inStep, "in step"],
  ];
  const said = counts.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`);
  return said.join(", ") || "nothing to compare";
}

export const raise = "Somebody has more privilege than was declared.";
