import type { Work } from "./bench-stack";
import type { Measurement } from "./medians";
import type { Subject } from "./subjects";

/** All measurements; written as JSON. */
export interface Results {
  readonly date: string;
  readonly machine: string;
  readonly command: string;
  readonly latencyMs: number;
  readonly measurements: readonly Measurement[];
  readonly start: readonly Measurement[];
}

/** The median of some runs, if there were any. */
export function measurement(
  { measurements }: Pick<Results, "measurements">,
  subject: Subject["name"],
  work: Work,
  count: number,
  rateLimits: Measurement["rateLimits"] = "off",
): Measurement | undefined {
  return measurements.find(
    (one) =>
      one.subject === subject && one.work === work && one.count === count && one.rateLimits === rateLimits,
  );
}

/** All requests, those that open HTTP Digest and those for tokens included. */
export function requestsOf({ requests }: Pick<Measurement, "requests">): number {
  return Object.values(requests).reduce((sum, count) => sum + count, 0);
}

/** The sizes that were measured, smallest first. */
export function countsOf({ measurements }: Pick<Results, "measurements">): number[] {
  return [...new Set(measurements.map(({ count }) => count))].sort((a, b) => a - b);
}
