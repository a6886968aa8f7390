/** The usage of a secret or an access-list entry. */
export interface Usage {
  count: number;
  lastUsedMs?: number | undefined;
  lastUsedAddress?: string | undefined;
}

/** A usage, with its value before the current reporting interval. */
export interface TrackedUsage extends Usage {
  previous?: Readonly<Usage> | undefined;
}

/** Records a use. @param intervalS reporting interval in seconds; 0 reports each use immediately */
export function recordUse(usage: TrackedUsage, nowMs: number, address: string, intervalS: number): void {
  const { count, lastUsedMs, lastUsedAddress } = usage;
  if (intervalOf(lastUsedMs, intervalS) !== intervalOf(nowMs, intervalS))
    usage.previous = { count, lastUsedMs, lastUsedAddress };
  usage.count += 1;
  usage.lastUsedMs = nowMs;
  usage.lastUsedAddress = address;
}

/** The usage that the service reports: uses before the current interval. */
export function reportedUsage(usage: TrackedUsage, nowMs: number, intervalS: number): Readonly<Usage> {
  if (intervalS === 0 || intervalOf(usage.lastUsedMs, intervalS) !== intervalOf(nowMs, intervalS))
    return usage;
  return usage.previous ?? usage;
}

function intervalOf(ms: number | undefined, intervalS: number): number | undefined {
  return ms === undefined ? undefined : Math.floor(ms / (Math.max(intervalS, 1) * 1000));
}
