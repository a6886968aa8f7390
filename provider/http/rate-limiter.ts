/**
 * Waits before a rate limit is reached. Atlas says with every answer how much is left of the bucket that the call drew
 * from; between answers it is reckoned how much that has become.
 */

import type { RateLimit, Surroundings } from "./settings";
import type { Transport } from "./wire-request";

/**
 * Part of a bucket that comes back in a minute. Atlas documents two fifths to a half for all buckets; less is assumed, since
 * what came back more quickly shows in the next answer.
 */
const refillEachMinute = 1 / 3;

/** Time that must be left for the call itself after a wait. */
const worthwhileMs = 5_000;

/** What is known of one bucket. */
class Bucket {
  private capacity: number | undefined;
  private left = 0;
  private asOf = 0;
  private unanswered = 0;

  /** Takes one call out of the bucket and says how many milliseconds later it should be sent. */
  take(now: number): number {
    this.unanswered += 1;
    if (this.capacity === undefined) return 0;
    const eachMs = (this.capacity * refillEachMinute) / 60_000;
    this.left = Math.min(this.capacity, this.left + (now - this.asOf) * eachMs) - 1;
    this.asOf = now;
    return this.left >= 0 ? 0 : Math.ceil(-this.left / eachMs);
  }

  /** Corrects the reckoning. Calls without an answer are on their way or wait: they are not in what Atlas says. */
  answered(rateLimit: RateLimit | undefined, now: number): void {
    this.unanswered -= 1;
    if (rateLimit === undefined || rateLimit.capacity === 0) return;
    this.capacity = rateLimit.capacity;
    this.left = rateLimit.remaining - this.unanswered;
    this.asOf = now;
  }
}

/** Others may draw from the same bucket, so that a 429 may come all the same; the retries are for that. */
export function paced(next: Transport, { now, sleep, onWait }: Surroundings): Transport {
  const buckets = new Map<string, Bucket>();
  return async (exchange) => {
    const { rateLimitBucket: name, operation, target, attempt, deadlineAt } = exchange;
    if (name === undefined) return next(exchange);
    const bucket = buckets.get(name) ?? new Bucket();
    buckets.set(name, bucket);
    let rateLimit: RateLimit | undefined;
    try {
      const waitMs = bucket.take(now());
      // Without the time for it, the service has the last word.
      if (waitMs > 0 && now() + waitMs + worthwhileMs < deadlineAt) {
        const reason = "its rate limit is nearly reached";
        onWait({ operation, target, reason, waitMs, attempt });
        await sleep(waitMs);
      }
      const answer = await next(exchange);
      ({ rateLimit } = answer);
      return answer;
    } finally {
      bucket.answered(rateLimit, now());
    }
  };
}
