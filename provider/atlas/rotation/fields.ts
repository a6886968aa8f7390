import { z } from "zod";
import type { InputProblem } from "../../core/errors";
import { field } from "../../core/field";
import type { Schedule } from "./plan";

/** The inputs of a schedule, for every resource that rotates. */
export const scheduleFields = {
  rotateEveryDays: field(
    z
      .number("must be a number of days")
      .int("must be a whole number of days")
      .min(1, "must be at least 1 day: with 0, every run would rotate; to rotate at once, change keepers")
      .max(365, "must be at most 365 days"),
    {
      doc: "Days after which a credential is replaced, 1 to 365. The first `up` on or after `nextRotation` makes the next one, so the program must be run by a schedule, best daily.",
      localOnly: true,
    },
  ),
  overlapHours: field(
    z
      .number("must be a number of hours")
      .int("must be a whole number of hours")
      .min(0, "must be at least 0 hours"),
    {
      doc: "Hours for which the previous credential stays valid after a rotation, 0 up to the period. It must be longer than consumers take to read the new one. The first `up` after that time removes it.",
      localOnly: true,
    },
  ),
  keepers: field(z.record(z.string(), z.string("must be a string")).optional(), {
    doc: "Any values as a map of strings: a change makes the next `up` rotate, whatever the schedule. Stored as they are, so never a secret.",
    localOnly: true,
    default: {},
  }),
};

/** The problem of an overlap that is longer than the period. */
export function scheduleProblems({ rotateEveryDays, overlapHours }: Schedule): readonly InputProblem[] {
  const periodHours = rotateEveryDays * 24;
  if (overlapHours <= periodHours) return [];
  const reason =
    `is ${overlapHours} hours, and the period is ${rotateEveryDays} days, ${periodHours} hours: the previous credential would still be valid ` +
    `when the next rotation is due, and at most two are valid at a time. Use at most ${periodHours} hours, or a longer period`;
  return [{ field: "overlapHours", reason }];
}
