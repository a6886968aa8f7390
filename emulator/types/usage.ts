/** What is known of the use of a secret or of an access-list entry. */
export interface Usage {
  count: number;
  lastUsedMs?: number | undefined;
  lastUsedAddress?: string | undefined;
}

/** The same, with what was known before the present interval began. */
export interface TrackedUsage extends Usage {
  earlier?: Readonly<Usage> | undefined;
}

/** Records a use. @param intervalS seconds between two reports of the service; 0 reports each use at once */
export function recordUse(usage: TrackedUsage, nowMs: number, address: string, intervalS: number): void {
  const { count, lastUsedMs, lastUsedAddress } = usage;
  if (intervalOf(lastUsedMs, intervalS) !== intervalOf(nowMs, intervalS))
    usage.earlier = { count, lastUsedMs, lastUsedAddress };
  usage.count += 1;
  usage.lastUsedMs = nowMs;
  usage.lastUsedAddress = address;
}

/** What the service reports now: uses before the current interval. */
export function reportedUsage(usage: TrackedUsage, nowMs: number, intervalS: number): Readonly<Usage> {
  if (intervalS === 0 || intervalOf(usage.lastUsedMs, intervalS) !== intervalOf(nowMs, intervalS))
    return usage;
  return usage.earlier ?? usage;
}

function intervalOf(ms: number | undefined, intervalS: number): number | undefined {
  return ms === undefined ? undefined : Math.floor(ms / (Math.max(intervalS, 1) * 1000));
}
