import type { Outcome } from "./harness";
import { named, runs, victims } from "./points";

/** One outcome, as it comes. */
export function line(outcome: Outcome, nth: number, of: number): string {
  const { point, broken, pending, wasLocked, duplicates, restartedBy, seconds } = outcome;
  const found = [
    ...(wasLocked ? ["locked"] : []),
    ...(pending > 0 ? [`${pending} pending`] : []),
    ...(duplicates.length > 0
      ? [`${duplicates.length} ${duplicates.length === 1 ? "duplicate" : "duplicates"} named`]
      : []),
  ].join(", ");
  const end = broken.length === 0 ? "as promised" : `NOT AS PROMISED: ${broken.join("; ")}`;
  const took = `${seconds.toFixed(1)} s`;
  return `${String(nth).padStart(3)}/${of}  ${named(point).padEnd(72)} ${(found || "-").padEnd(32)} ${restartedBy}: ${end} (${took})`;
}

/** The results, by killed process and run. */
export function summary(outcomes: readonly Outcome[]): string {
  const rows = victims.flatMap((victim) =>
    runs.flatMap((run) => {
      const own = outcomes.filter(({ point }) => point.victim === victim && point.run === run);
      return own.length === 0 ? [] : [[victim, run, ...sums(own)]];
    }),
  );
  const head = ["killed", "in", "points", "locked", "pending", "duplicates, all named", "not as promised"];
  const table = [head, ...rows, ["in all", "", ...sums(outcomes)]];
  const widths = head.map((_, column) => Math.max(...table.map((row) => (row[column] ?? "").length)));
  const text = table.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
  return `\n${text.join("\n")}`;
}

function sums(outcomes: readonly Outcome[]): string[] {
  const count = (test: (outcome: Outcome) => boolean) => String(outcomes.filter(test).length);
  return [
    String(outcomes.length),
    count(({ wasLocked }) => wasLocked),
    count(({ pending }) => pending > 0),
    String(outcomes.reduce((sum, { duplicates }) => sum + duplicates.length, 0)),
    count(({ broken }) => broken.length > 0),
  ];
}
