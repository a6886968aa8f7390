/** The arithmetic of a rotation, in milliseconds since 1970. */

export const dayMs = 86_400_000;
export const hourMs = 3_600_000;

/**
 * How long a credential that this run did not make may belong to a run that is still working. Longer than any run waits for Atlas
 * and a sink, whose time limit is at most an hour.
 */
export const otherRunMs = 90 * 60_000;

/** How often a credential is replaced, and how long the replaced one stays. */
export interface Schedule {
  readonly rotateEveryDays: number;
  readonly overlapHours: number;
}

/** The times of the present credentials, as the state has them. */
export interface RotationTimes {
  readonly currentCreatedMs: number;
  /** ISO 8601. */
  readonly nextRotation: string | undefined;
  /** ISO 8601; undefined without a previous credential. */
  readonly previousValidUntil: string | undefined;
  /** The schedule by which these times were computed. */
  readonly schedule: Partial<Schedule>;
}

/** What is due at some time. */
export interface RotationPlan {
  readonly nextRotationMs: number;
  /** Undefined without a previous credential. */
  readonly previousValidUntilMs: number | undefined;
  /** The overlap is over: the previous credential is removed. */
  readonly removesPrevious: boolean;
  /** A new credential is made. Never while a previous one is in its overlap, since then three would be alive. */
  readonly makesNext: boolean;
  /** `keepers` changed during an overlap: the rotation is due when the overlap ends. */
  readonly isPostponed: boolean;
}

/** What is due at `nowMs`. A changed schedule counts from the creation of the current credential, and from the last rotation. */
export function planRotation(
  nowMs: number,
  times: RotationTimes,
  schedule: Schedule,
  keepersChanged: boolean,
): RotationPlan {
  const previousValidUntilMs = overlapEndMs(times, schedule);
  const nextRotationMs = nextDueMs(times, schedule);
  const removesPrevious = previousValidUntilMs !== undefined && nowMs >= previousValidUntilMs;
  const isFree = previousValidUntilMs === undefined || removesPrevious;
  return {
    nextRotationMs,
    previousValidUntilMs,
    removesPrevious,
    makesNext: isFree && (keepersChanged || nowMs >= nextRotationMs),
    isPostponed: keepersChanged && !isFree,
  };
}

function overlapEndMs(
  { previousValidUntil, schedule: before }: RotationTimes,
  { overlapHours }: Schedule,
): number | undefined {
  if (previousValidUntil === undefined) return undefined;
  const changedByHours = overlapHours - (before.overlapHours ?? overlapHours);
  return Date.parse(previousValidUntil) + changedByHours * hourMs;
}

function nextDueMs(
  { currentCreatedMs, nextRotation, schedule: before }: RotationTimes,
  { rotateEveryDays }: Schedule,
): number {
  const isUnchanged = before.rotateEveryDays === undefined || before.rotateEveryDays === rotateEveryDays;
  return nextRotation !== undefined && isUnchanged
    ? Date.parse(nextRotation)
    : currentCreatedMs + rotateEveryDays * dayMs;
}

/** A time as outputs and messages have it: ISO 8601, UTC, whole seconds. */
export function timeText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
