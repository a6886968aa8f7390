/** How long to wait before the next attempt. Pure: no clock, no timer; chance comes in as a function. */

/** No single wait is longer, in milliseconds, whatever Retry-After says. */
export const maxWaitMs = 90_000;

/** Attempts that may fail for another reason than a rate limit, the first included. */
export const maxFailedAttempts = 6;

const failureBaseMs = 500;
const rateLimitBaseMs = 1_000;
/** Atlas refills its buckets by the minute: waiting longer unasked gains nothing. */
const rateLimitCapMs = 60_000;

/** Why an attempt is repeated. */
export type RetryReason = "rate-limit" | "fault";

/**
 * @param attempt times this reason has come up in this call, from 1
 * @param retryAfterS what the server asked for, in seconds
 * @param random from 0 to 1
 * @returns milliseconds
 */
export function retryDelayMs(
  reason: RetryReason,
  attempt: number,
  retryAfterS: number | undefined,
  random: () => number,
): number {
  if (retryAfterS !== undefined && retryAfterS > 0) return retryAfterDelayMs(retryAfterS * 1000, random);
  const baseMs = reason === "rate-limit" ? rateLimitBaseMs : failureBaseMs;
  const capMs = reason === "rate-limit" ? rateLimitCapMs : maxWaitMs;
  // Full jitter: many calls that failed together should not come back together.
  return Math.ceil(random() * Math.min(capMs, baseMs * 2 ** Math.min(attempt - 1, 30)));
}

/** Never less than asked for; a little more, so that calls told the same second do not all come back in it. */
function retryAfterDelayMs(askedMs: number, random: () => number): number {
  const spreadMs = Math.min(2_000, askedMs / 10);
  return Math.min(maxWaitMs, Math.ceil(askedMs + random() * spreadMs));
}
