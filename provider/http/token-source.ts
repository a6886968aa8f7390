/** The access token that all calls of one client share. */

import { parseToken, type ServiceAccount, type Token, tokenRequest } from "./token-endpoint";
import { type Transport, TransportError, type WireRequest, type WireResponse } from "./wire-request";

/** After a renewal that failed while the old token still works, this long until the next try. */
const renewRetryMs = 30_000;
/** A refusal holds for all calls this long when it does not say: hundreds of calls must not use up the rate limit. */
const rejectionTtlMs = 10_000;
const rateLimitTtlMs = 1_000;

/** A token, or the response that refused one. */
export type TokenResult = Token | WireResponse;

/** Tells the two apart. */
export function isToken(value: TokenResult): value is Token {
  return "renewAt" in value;
}

/** Fetches one token for many calls and replaces it in time. */
export class TokenSource {
  private current: Token | undefined;
  private pendingToken: Promise<TokenResult> | undefined;
  private rejection: { readonly response: WireResponse; readonly until: number } | undefined;

  /** @param onFirstToken called when there is something to revoke at the end, and there was nothing before */
  constructor(
    private readonly account: ServiceAccount,
    private readonly next: Transport,
    private readonly now: () => number,
    private readonly onFirstToken: () => void,
  ) {}

  /** One that is good for now. `cause` is the call that needs it: the request runs within that call's time. */
  async getToken(cause: WireRequest): Promise<TokenResult> {
    const { current } = this;
    if (current === undefined || this.now() >= current.expiresAt) return this.fetchToken(cause);
    return this.now() < current.renewAt ? current : this.renewToken(current, cause);
  }

  /** Another one than that which was refused; somebody may have fetched it already. */
  async replaceToken(refused: Token, cause: WireRequest): Promise<TokenResult> {
    const { current } = this;
    return current !== undefined && current !== refused ? current : this.fetchToken(cause);
  }

  /** Hands out the token in use for good; undefined when there is none that still lives. */
  release(): Token | undefined {
    const token = this.current;
    this.current = undefined;
    return token !== undefined && this.now() < token.expiresAt ? token : undefined;
  }

  private async fetchToken(cause: WireRequest): Promise<TokenResult> {
    if (this.rejection !== undefined && this.now() < this.rejection.until) return this.rejection.response;
    this.pendingToken ??= this.requestToken(cause).finally(() => {
      this.pendingToken = undefined;
    });
    try {
      return await this.pendingToken;
    } catch (error) {
      // The call itself never left: whatever became of the token's request, it may be repeated.
      throw error instanceof TransportError ? error.asNotSent() : error;
    }
  }

  private async requestToken(cause: WireRequest): Promise<TokenResult> {
    const askedAt = this.now();
    const response = await this.next(tokenRequest(this.account, cause));
    const token = parseToken(response, askedAt, cause);
    if (token === undefined) {
      this.rejection = {
        response: { ...response, tokenRejected: true },
        until: this.now() + rejectionTtlFor(response),
      };
      return this.rejection.response;
    }
    if (this.current === undefined) this.onFirstToken();
    this.current = token;
    return token;
  }

  /** Before its time is up, an old token is better than an error. */
  private async renewToken(held: Token, cause: WireRequest): Promise<Token> {
    const outcome = await this.fetchToken(cause).catch((error: unknown) => {
      if (error instanceof TransportError) return undefined;
      throw error;
    });
    if (outcome !== undefined && isToken(outcome)) return outcome;
    held.renewAt = this.now() + renewRetryMs;
    return held;
  }
}

function rejectionTtlFor(response: WireResponse): number {
  if (response.retryAfterS !== undefined) return response.retryAfterS * 1000;
  if (response.status >= 500) return 0;
  return response.status === 429 ? rateLimitTtlMs : rejectionTtlMs;
}
