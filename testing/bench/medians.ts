import { type Role, roles, type Usage } from "./process-watch";
import type { Sample } from "./runner";

/** Several runs of the same, as their medians. Requests and state bytes are those of the last run. */
export interface Measurement extends Omit<Sample, "round"> {
  readonly runs: number;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = low] = [sorted[middle - (sorted.length % 2 === 0 ? 1 : 0)], sorted[middle]];
  return (low + high) / 2;
}

/** The samples by what was measured, in the order of their first appearance. */
export function measurementsOf(samples: readonly Sample[]): Measurement[] {
  const groups = new Map<string, Sample[]>();
  for (const sample of samples) {
    const { subject, work, count, rateLimits } = sample;
    const key = [subject, work, count, rateLimits].join(" ");
    groups.set(key, [...(groups.get(key) ?? []), sample]);
  }
  return [...groups.values()].map(measurementOf);
}

function measurementOf(samples: readonly Sample[]): Measurement {
  const [last] = samples.slice(-1);
  if (last === undefined) throw new Error("there is nothing to take the median of");
  const { round: _round, ...rest } = last;
  return {
    ...rest,
    runs: samples.length,
    wallMs: median(samples.map(({ wallMs }) => wallMs)),
    used: Object.fromEntries(
      roles.flatMap((role) => {
        const used = usageMedian(samples, role);
        return used === undefined ? [] : [[role, used]];
      }),
    ),
  };
}

function usageMedian(samples: readonly Sample[], role: Role): Usage | undefined {
  const known = samples.flatMap(({ used }) => used[role] ?? []);
  if (known.length === 0) return undefined;
  return {
    cpuMs: median(known.map(({ cpuMs }) => cpuMs)),
    peakMb: median(known.map(({ peakMb }) => peakMb)),
  };
}
