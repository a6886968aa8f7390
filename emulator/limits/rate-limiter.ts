import { atlasError, withChanges } from "../http/atlas-error";
import type { Clock } from "../types/clock";
import type { Settings } from "../types/settings";
import { type EndpointSetName, endpointSets } from "./endpoint-sets";
import { type BucketState, TokenBuckets } from "./token-buckets";

/** The ids by which a request selects a token bucket. */
export interface Scopes {
  readonly orgId: string | undefined;
  readonly projectId: string | undefined;
  readonly callerName: string;
}

/** Counts requests by token buckets and, if enforced, rejects those beyond the limits. */
export class RateLimiter {
  readonly #buckets: TokenBuckets;
  readonly #settings: Settings;
  readonly #isEnforced: boolean;

  constructor(clock: Clock, settings: Settings, isEnforced: boolean) {
    this.#buckets = new TokenBuckets(clock);
    this.#settings = settings;
    this.#isEnforced = isEnforced;
  }

  /** Takes one token for an operation. */
  take(name: EndpointSetName, { orgId, projectId, callerName }: Scopes): BucketState {
    const set = endpointSets[name];
    const scopeId = { ORGANIZATION: orgId, GROUP: projectId, USER: callerName, IP: undefined }[set.scope];
    return this.#buckets.take(set, scopeId ?? callerName);
  }

  /** @throws AtlasError 429 if the limits are enforced and the operation's bucket was empty */
  check(name: EndpointSetName, { retryAfterS }: BucketState): void {
    if (retryAfterS === undefined || !this.#isEnforced) return;
    const { path, capacity, refill, refillS } = endpointSets[name];
    const headers = this.#settings.retryAfterHeader ? { "Retry-After": String(retryAfterS) } : {};
    throw withChanges(atlasError("RATE_LIMITED_TOKEN_BUCKET", path, retryAfterS, capacity, refill, refillS), {
      headers,
    });
  }

  /**
   * Takes one token for an OAuth token request. Observed: 50 a minute for each address and client, rejected in the Admin
   * API's shape of error.
   * @throws AtlasError 429 if the limits are enforced and the bucket was empty
   */
  takeOAuth(address: string, clientId: string): void {
    if (!this.#isEnforced) return;
    const { path, capacity, refillS } = endpointSets.oauth;
    const { retryAfterS } = this.#buckets.take(endpointSets.oauth, `${address} ${clientId}`);
    if (retryAfterS !== undefined) throw atlasError("RATE_LIMITED", path, capacity, refillS / 60);
  }
}
