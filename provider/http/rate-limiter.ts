/**
 * Waits before a rate limit is reached. Atlas says with every response how much is left of the bucket that the call drew
 * from; between answers it is reckoned how much that has become.
 */

import type { Dependencies, RateLimit } from "./settings";
import type { Transport } from "./wire-request";

/**
 * Part of a bucket that comes back in a minute. Atlas documents two fifths to a half for all buckets; less is assumed, since
 * what came back more quickly shows in the next response.
 */
const refillPerMinute = 1 / 3;

/** Time that must be left for the call itself after a wait. */
const minRemainingMs = 5_000;

/** What is known of one bucket. */
class Bucket {
  private capacity: number | undefined;
  private remaining = 0;
  private asOf = 0;
  private pending = 0;

  /** Takes one call out of the bucket and says how many milliseconds later it should be sent. */
  reserve(now: number): number {
    this.pending += 1;
    if (this.capacity === undefined) return 0;
    const refillPerMs = (this.capacity * refillPerMinute) / 60_000;
    this.remaining = Math.min(this.capacity, this.remaining + (now - this.asOf) * refillPerMs) - 1;
    this.asOf = now;
    return this.remaining >= 0 ? 0 : Math.ceil(-this.remaining / refillPerMs);
  }

  /** Corrects the reckoning. Calls without a response are on their way or wait: they are not in what Atlas says. */
  update(rateLimit: RateLimit | undefined, now: number): void {
    this.pending -= 1;
    if (rateLimit === undefined || rateLimit.capacity === 0) return;
    this.capacity = rateLimit.capacity;
    this.remaining = rateLimit.remaining - this.pending;
    this.asOf = now;
  }
}

/** Others may draw from the same bucket, so that a 429 may come all the same; the retries are for that. */
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
      // Without the time for it, the service has the last word.
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
