import { deepEqual } from "../../core/deep-equal";
import { hasUnknown } from "../../core/unknown";
import { hourMs, planRotation, type RotationPlan, type RotationTimes, type Schedule, timeText } from "./plan";

/** The inputs of a schedule, of the state or of a program, whose values may be unknown in a preview. */
export interface ScheduleValues {
  readonly rotateEveryDays?: unknown;
  readonly overlapHours?: unknown;
  readonly keepers?: unknown;
}

/** What is due at a time. @param isBegun false for a credential that is about to become the first one of a rotation */
export function planOf(
  nowMs: number,
  times: RotationTimes,
  state: ScheduleValues,
  inputs: ScheduleValues,
  isBegun = true,
): RotationPlan {
  const keepersChanged = isBegun && !isSame(inputs.keepers, state.keepers);
  return planRotation(nowMs, times, scheduleOf(state, inputs), keepersChanged);
}

/** Unknown keepers may be others. */
function isSame(keepers: unknown, before: unknown): boolean {
  return !hasUnknown(keepers) && deepEqual(keepers ?? {}, before ?? {});
}

/** An unknown schedule is that of the state, until it is known. */
export function scheduleOf(state: ScheduleValues, inputs: ScheduleValues): Schedule {
  const known = (value: unknown, fallback: unknown) =>
    typeof value === "number" ? value : typeof fallback === "number" ? fallback : 0;
  return {
    rotateEveryDays: known(inputs.rotateEveryDays, state.rotateEveryDays),
    overlapHours: known(inputs.overlapHours, state.overlapHours),
  };
}

/** The credentials of a rotation in messages. */
export interface CredentialNames {
  /** `key`, `secret`. */
  readonly noun: string;
  /** `API key 5f… (public key abcdefgh)`. */
  readonly current: string | undefined;
  readonly previous: string | undefined;
  /** What the update makes: `key #3 with the same roles`. */
  readonly next: string;
}

/** Why an update is due: what it makes, what ends, and when. One text for each step. */
export function dueTexts(
  plan: RotationPlan,
  { overlapHours }: Schedule,
  nowMs: number,
  { noun, current, previous, next }: CredentialNames,
): readonly string[] {
  const until = plan.previousValidUntilMs === undefined ? "" : timeText(plan.previousValidUntilMs);
  const why =
    nowMs >= plan.nextRotationMs
      ? `a rotation is due since ${timeText(plan.nextRotationMs)}`
      : "keepers changed";
  return [
    ...(plan.removesPrevious && previous !== undefined
      ? [
          `the overlap ended at ${until}: the update removes the previous ${noun}, ${previous}; what still uses it is refused from then on`,
        ]
      : []),
    ...(plan.makesNext && current !== undefined
      ? [
          `${why}: the update makes ${next}, which becomes the current one; ` +
            `${current} becomes the previous one and stays valid for ${overlapHours} hours, until about ${timeText(nowMs + overlapHours * hourMs)}`,
        ]
      : []),
    ...(plan.isPostponed
      ? [
          `keepers changed, and at most two are valid at a time: the rotation is postponed until the overlap ends, at ${until}. To rotate earlier, set a shorter overlapHours`,
        ]
      : []),
  ];
}
