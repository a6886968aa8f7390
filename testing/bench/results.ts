import type { Work } from "./bench-stack";
import type { Cell } from "./medians";
import type { Contestant } from "./subjects";

/** Everything that was measured; what is written as JSON. */
export interface Results {
  readonly date: string;
  readonly machine: string;
  readonly command: string;
  readonly latencyMs: number;
  readonly cells: readonly Cell[];
  readonly start: readonly Cell[];
}

/** The median of some runs, if there were any. */
export function cell(
  { cells }: Pick<Results, "cells">,
  contestant: Contestant["name"],
  work: Work,
  count: number,
  rateLimits: Cell["rateLimits"] = "off",
): Cell | undefined {
  return cells.find(
    (one) =>
      one.contestant === contestant &&
      one.work === work &&
      one.count === count &&
      one.rateLimits === rateLimits,
  );
}

/** All requests, those that open HTTP Digest and those for tokens included. */
export function requestsOf({ requests }: Pick<Cell, "requests">): number {
  return Object.values(requests).reduce((sum, count) => sum + count, 0);
}

/** The sizes that were measured, smallest first. */
export function countsOf({ cells }: Pick<Results, "cells">): number[] {
  return [...new Set(cells.map(({ count }) => count))].sort((a, b) => a - b);
}
