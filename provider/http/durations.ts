/** Durations and attempts as text for messages. */

/** `60 s`, `0.5 s`. */
export function seconds(ms: number): string {
  return `${ms >= 10_000 ? Math.round(ms / 1000) : Math.round(ms / 100) / 10} s`;
}

/** `1 attempt in 0.2 s`, `6 attempts in 14 s`. */
export function describeAttempts(attempts: number, elapsedMs: number): string {
  return `${attempts} attempt${attempts === 1 ? "" : "s"} in ${seconds(elapsedMs)}`;
}
