import type { RateLimitState } from "../http/trace";
import type { Clock } from "../types/clock";
import type { EndpointSet } from "./endpoint-sets";

/** How a bucket stands after a request took a token. */
export interface BucketState extends RateLimitState {
  /** Set if the bucket was empty: seconds until its next refill. */
  readonly retryAfterS?: number;
}

interface Bucket {
  tokens: number;
  refilledMs: number;
}

/** Token buckets, one for each endpoint set and id of its scope. They refill in steps, up to their capacity. */
export class TokenBuckets {
  readonly #buckets = new Map<string, Bucket>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  take(set: EndpointSet, scopeId: string): BucketState {
    const bucket = this.#refilled(set, scopeId);
    if (bucket.tokens > 0) {
      bucket.tokens -= 1;
      return { limit: set.capacity, remaining: bucket.tokens };
    }
    const waitMs = bucket.refilledMs + set.refillS * 1000 - this.#clock.nowMs();
    return { limit: set.capacity, remaining: 0, retryAfterS: Math.max(1, Math.ceil(waitMs / 1000)) };
  }

  #refilled(set: EndpointSet, scopeId: string): Bucket {
    const id = `${set.id} ${scopeId}`;
    const nowMs = this.#clock.nowMs();
    const bucket = this.#buckets.get(id) ?? { tokens: set.capacity, refilledMs: nowMs };
    this.#buckets.set(id, bucket);
    // The refill interval starts with the first token taken from a full bucket.
    if (bucket.tokens === set.capacity) bucket.refilledMs = nowMs;
    const steps = Math.floor((nowMs - bucket.refilledMs) / (set.refillS * 1000));
    if (steps > 0) {
      bucket.tokens = Math.min(set.capacity, bucket.tokens + steps * set.refill);
      bucket.refilledMs += steps * set.refillS * 1000;
    }
    return bucket;
  }
}
