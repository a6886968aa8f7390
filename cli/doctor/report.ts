/** What `atlas-access doctor --json` prints. It contains no secret: names of settings, public keys and client ids only. */
export interface DoctorReport {
  /** Version of this format. It increases with every incompatible change. */
  readonly formatVersion: 1;
  /** Time of the run: ISO 8601, UTC. */
  readonly checkedAt: string;
  /** True if a finding has the level `error`; the exit code is then 1. */
  readonly wouldStopUp: boolean;
  /** One for each check, always all of them, in the same order. */
  readonly findings: readonly Finding[];
}

/**
 * - `ok`: no problem
 * - `warn`: a problem with which an `up` would still run
 * - `error`: an `up` would fail
 * - `skip`: not checked; the summary says why
 */
export type Level = "ok" | "warn" | "error" | "skip";

/** The result of a check, with the check's name. */
export interface Finding extends Result {
  readonly check: string;
}

export interface Result {
  readonly level: Level;
  /** One sentence without a full stop. For errors, it may include what to do. */
  readonly summary: string;
  /** What to do; absent if there is nothing to do or the summary says it. */
  readonly advice?: string;
  /** More lines for people. */
  readonly details?: readonly string[];
  /** The same for programs, with the names that docs/reference/doctor.md explains. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

type Extras = Omit<Result, "level" | "summary">;

export function ok(summary: string, extras: Extras = {}): Result {
  return { level: "ok", summary, ...extras };
}

export function warn(summary: string, extras: Extras = {}): Result {
  return { level: "warn", summary, ...extras };
}

/** The result of a check that an `up` would fail because of. */
export function fail(summary: string, extras: Extras = {}): Result {
  return { level: "error", summary, ...extras };
}

/** Thrown by a check or a look-up that cannot run. Its message says why. */
export class Skipped extends Error {
  override readonly name = "Skipped";
}

export interface Check<Context> {
  readonly name: string;
  /** For docs/reference/doctor.md. */
  readonly description: string;
  /** @throws Skipped if the check cannot run; any other error is one that an `up` would fail with */
  run(context: Context): Promise<Result>;
}
