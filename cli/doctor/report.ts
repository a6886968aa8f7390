/**
 * What `atlas-access doctor` found, and what its JSON holds. Never a secret: names of settings, public keys and client ids
 * are none.
 */
export interface DoctorReport {
  /** Version of this shape. A change that readers would notice gets another one. */
  readonly formatVersion: 1;
  /** When it was looked at: ISO 8601, UTC. */
  readonly checkedAt: string;
  /** True when some finding has the level `stop`; the exit code is 1 then. */
  readonly wouldStopUp: boolean;
  /** One for each check, always all of them in the same order. */
  readonly findings: readonly Finding[];
}

/**
 * - `ok`: as it should be
 * - `warn`: an `up` would run; look at it all the same
 * - `stop`: an `up` would end with an error
 * - `skip`: not looked at, and why
 */
export type Level = "ok" | "warn" | "stop" | "skip";

/** What a check found. */
export interface Finding extends Result {
  readonly check: string;
}

export interface Result {
  readonly level: Level;
  /** What is so, in one sentence without a full stop. Errors say in it what to do, too. */
  readonly summary: string;
  /** What to do about it; absent where there is nothing, or where the summary says it. */
  readonly advice?: string;
  /** More lines for people. */
  readonly details?: readonly string[];
  /** The same for machines, by the names that docs/reference/doctor.md explains. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

export function ok(summary: string, more: Omit<Result, "level" | "summary"> = {}): Result {
  return { level: "ok", summary, ...more };
}

export function warn(summary: string, more: Omit<Result, "level" | "summary"> = {}): Result {
  return { level: "warn", summary, ...more };
}

export function fail(summary: string, more: Omit<Result, "level" | "summary"> = {}): Result {
  return { level: "stop", summary, ...more };
}

/** Thrown by a look-up of which another one stands in the way: its check is skipped. */
export class Skipped extends Error {
  override readonly name = "NotLookedAt";
}

/** One question and how it is answered. */
export interface Check<Context> {
  readonly name: string;
  /** What it tells, for the docs. */
  readonly description: string;
  /** @throws NotLookedAt when it cannot be told; any other error is one that would stop an `up` as well */
  run(doctor: Context): Promise<Result>;
}
