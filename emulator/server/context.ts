import type { Digest } from "../auth/digest";
import type { Tokens } from "../auth/access-tokens";
import type { Faults } from "../faults/active-faults";
import type { BucketState, Buckets } from "../limits/token-buckets";
import type { RequestLog } from "../http/request-log";
import type { Router } from "../routes/router";
import type { Environment } from "../routes/route";
import type { Store } from "../store/store";

/** The parts that work together in one emulator. */
export interface Core extends Environment {
  readonly store: Store;
  readonly digest: Digest;
  readonly tokens: Tokens;
  readonly buckets: Buckets;
  readonly faults: Faults;
  readonly router: Router;
  readonly log: RequestLog;
  /** Subjects of exclusive operations that are being executed. */
  readonly inProgress: Set<string>;
  readonly limitsAreReal: boolean;
  readonly latencyMs: number;
}

/** What becomes known of a request on its way: for the log, and for the headers of an error. */
export interface Trace {
  /** By a clock that only this process knows, for how long it took. */
  readonly startedMs: number;
  /** By the emulator's own time. */
  readonly atMs: number;
  operationId: string;
  caller: string | undefined;
  auth: "digest" | "bearer" | "basic" | "none";
  bodyKeys: readonly string[] | undefined;
  fault: string | undefined;
  bucket: BucketState | undefined;
  javaMethod: string | undefined;
}

export function newTrace(atMs: number): Trace {
  return {
    startedMs: performance.now(),
    atMs,
    operationId: "unknown",
    caller: undefined,
    auth: "none",
    bodyKeys: undefined,
    fault: undefined,
    bucket: undefined,
    javaMethod: undefined,
  };
}

export function serviceMs(trace: Trace): number {
  return Math.max(1, Math.round(performance.now() - trace.startedMs));
}
