/** How a token bucket stands after a request, for the RateLimit headers. */
export interface RateLimitState {
  readonly limit: number;
  readonly remaining: number;
}

/** What the emulator learns about a request while it handles it: for the log and for response headers. */
export interface RequestTrace {
  /** On the process's monotonic clock, to measure the duration. */
  readonly startedMs: number;
  /** On the emulator's clock. */
  readonly atMs: number;
  operationId: string;
  caller: string | undefined;
  auth: "digest" | "bearer" | "basic" | "none";
  bodyKeys: readonly string[] | undefined;
  fault: string | undefined;
  rateLimit: RateLimitState | undefined;
  javaMethod: string | undefined;
}

export function startTrace(atMs: number): RequestTrace {
  return {
    startedMs: performance.now(),
    atMs,
    operationId: "unknown",
    caller: undefined,
    auth: "none",
    bodyKeys: undefined,
    fault: undefined,
    rateLimit: undefined,
    javaMethod: undefined,
  };
}

/** Milliseconds since the request arrived, with a fraction. */
export function elapsedMs(trace: RequestTrace): number {
  return performance.now() - trace.startedMs;
}
