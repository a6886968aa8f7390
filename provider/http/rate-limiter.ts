/**
 * Delays a request before a rate limit is reached. Every response of Atlas has the remaining requests of its rate-limit
 * bucket. Between responses the refill is estimated.
 */

import type { Dependencies, RateLimit } from "./settings";
import type { Transport } from "./wire-request";

/**
 * Part of a bucket that is refilled in a minute. Atlas documents two fifths to a half for all buckets. The estimate is lower,
 * because the next response corrects it.
 */
const refillPerMinute = 1 / 3;

/** Time that must be left for the request after the wait. */
const minRemainingMs = 5_000;

/** An estimate of one rate-limit bucket of Atlas. */
class Bucket {
  private capacity: number | undefined;
  private remaining = 0;
  private asOf = 0;
  private pending = 0;

  /** Takes one request out of the bucket. @returns milliseconds to wait before it is sent */
  reserve(now: number): number {
    this.pending += 1;
    if (this.capacity === undefined) return 0;
    const refillPerMs = (this.capacity * refillPerMinute) / 60_000;
    this.remaining = Math.min(this.capacity, this.remaining + (now - this.asOf) * refillPerMs) - 1;
    this.asOf = now;
    return this.remaining >= 0 ? 0 : Math.ceil(-this.remaining / refillPerMs);
  }

  /** Corrects the estimate from a response. Pending requests are not part of Atlas's count yet. */
  update(rateLimit: RateLimit | undefined, now: number): void {
    this.pending -= 1;
    if (rateLimit === undefined || rateLimit.capacity === 0) return;
    this.capacity = rateLimit.capacity;
    this.remaining = rateLimit.remaining - this.pending;
    this.asOf = now;
  }
}

/** Other clients use the same bucket, so a 429 is still possible. The retry layer handles it. */
export function withRateLimiter(next: Transport, { now, sleep, onWait }: Dependencies): Transport {
  const buckets = new Map<string, Bucket>();
  return async (request) => {
    const { rateLimitBucket: name, operation, target, attempt, deadlineAt } = request;
    if (name === undefined) return next(request);
    const bucket = buckets.get(name) ?? new Bucket();
    buckets.set(name, bucket);
    let rateLimit: RateLimit | undefined;
    try {
      const waitMs = bucket.reserve(now());
      // Without enough time left, the request is sent, and Atlas decides.
      if (waitMs > 0 && now() + waitMs + minRemainingMs < deadlineAt) {
        const reason = "its rate limit is nearly reached";
        onWait({ operation, target, reason, waitMs, attempt });
        await sleep(waitMs);
      }
      const response = await next(request);
      ({ rateLimit } = response);
      return response;
    } finally {
      bucket.update(rateLimit, now());
    }
  };
}
