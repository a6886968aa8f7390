/** The delay before a retry. Pure: no clock and no timer; randomness is a parameter. */

/** The longest delay, in milliseconds, also for a longer Retry-After. */
export const maxDelayMs = 90_000;

/** Attempts of one request that may fail for another reason than a rate limit, including the first. */
export const maxFailedAttempts = 6;

const failureBaseMs = 500;
const rateLimitBaseMs = 1_000;
/** Atlas refills its rate-limit buckets every minute: a longer delay gains nothing. */
const rateLimitCapMs = 60_000;

/** Why a request is retried. */
export type RetryReason = "rate-limit" | "failure";

/**
 * @param retry which retry for this reason, from 1
 * @param retryAfterS the server's Retry-After, in seconds
 * @param random from 0 to 1
 * @returns milliseconds
 */
export function retryDelayMs(
  reason: RetryReason,
  retry: number,
  retryAfterS: number | undefined,
  random: () => number,
): number {
  if (retryAfterS !== undefined && retryAfterS > 0) return retryAfterDelayMs(retryAfterS * 1000, random);
  const baseMs = reason === "rate-limit" ? rateLimitBaseMs : failureBaseMs;
  const capMs = reason === "rate-limit" ? rateLimitCapMs : maxDelayMs;
  // Full jitter: requests that failed together must not be retried together.
  return Math.ceil(random() * Math.min(capMs, baseMs * 2 ** Math.min(retry - 1, 30)));
}

/** At least the server's value, plus jitter, since many requests may have got the same value. */
function retryAfterDelayMs(retryAfterMs: number, random: () => number): number {
  const jitterMs = Math.min(2_000, retryAfterMs / 10);
  return Math.min(maxDelayMs, Math.ceil(retryAfterMs + random() * jitterMs));
}
