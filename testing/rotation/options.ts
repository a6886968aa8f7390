/** What a simulation does. */
export interface SimulationOptions {
  readonly days: number;
  readonly seed: number;
  /** Default: 7. */
  readonly rotateEveryDays?: number;
  /** Default: 48. */
  readonly overlapHours?: number;
  /** Called after each day. */
  readonly tell?: (line: string) => void;
}

/** What is counted. Every number but the first and the last two must be 0, `maxAlive` at most 2. */
export interface RotationReport {
  readonly days: number;
  readonly seed: number;
  /** New credentials that became current, of all resources. */
  readonly rotations: number;
  /** Calls of consumers, one each hour for each resource. */
  readonly calls: number;
  /** Calls that Atlas refused with 401 or 403. */
  readonly unauthorized: number;
  /** The most credentials of one resource that were alive at the same time, looked at after every response of Atlas. */
  readonly maxAlive: number;
  /** Credentials that were removed before their overlap was over. */
  readonly earlyRemovals: number;
  /** Runs in which the engine or the provider was killed. */
  readonly kills: number;
  /** Runs that failed for another reason: Atlas or the sink. */
  readonly failedRuns: number;
  /** Runs with a sink that took its time. */
  readonly lateSinks: number;
  readonly missedDays: number;
  /** What was not as promised, one sentence each. */
  readonly broken: readonly string[];
}
