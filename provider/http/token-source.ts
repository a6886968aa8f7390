/** The access token that all requests of one client share. */
import { parseToken, type ServiceAccount, type Token, tokenRequest } from "./token-endpoint";
import { type Transport, TransportError, type WireRequest, type WireResponse } from "./wire-request";

/** Delay after a failed renewal, while the old token still works. */
const renewRetryMs = 30_000;
/** How long a rejection without Retry-After applies to all requests, so that they do not use up the rate limit. */
const rejectionTtlMs = 10_000;
const rateLimitTtlMs = 1_000;

/** A token, or the response that rejected the token request. */
export type TokenResult = Token | WireResponse;

export function isToken(value: TokenResult): value is Token {
  return "renewAt" in value;
}

/** Fetches one token for many requests and renews it in time. */
export class TokenSource {
  private current: Token | undefined;
  private pendingToken: Promise<TokenResult> | undefined;
  private rejection: { readonly response: WireResponse; readonly until: number } | undefined;

  /** @param onFirstToken called when a token was issued and there was none before: it is to be revoked at the end */
  constructor(
    private readonly account: ServiceAccount,
    private readonly next: Transport,
    private readonly now: () => number,
    private readonly onFirstToken: () => void,
  ) {}

  /** A valid token. @param cause the request that needs it; the token request must finish before its deadline */
  async getToken(cause: WireRequest): Promise<TokenResult> {
    const { current } = this;
    if (current === undefined || this.now() >= current.expiresAt) return this.fetchToken(cause);
    return this.now() < current.renewAt ? current : this.renewToken(current, cause);
  }

  /** A token other than the rejected one, which another request may have fetched already. */
  async replaceToken(rejected: Token, cause: WireRequest): Promise<TokenResult> {
    const { current } = this;
    return current !== undefined && current !== rejected ? current : this.fetchToken(cause);
  }

  /** Returns the current token and forgets it; undefined when there is none, or it has expired. */
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
      // The request itself was never sent, so it can be retried, whatever happened to the token request.
      throw error instanceof TransportError ? error.asNotSent() : error;
    }
  }

  private async requestToken(cause: WireRequest): Promise<TokenResult> {
    const requestedAt = this.now();
    const response = await this.next(tokenRequest(this.account, cause));
    const token = parseToken(response, requestedAt, cause);
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

  /** Keeps the old token when the renewal fails: it is valid until it expires. */
  private async renewToken(current: Token, cause: WireRequest): Promise<Token> {
    const outcome = await this.fetchToken(cause).catch((error: unknown) => {
      if (error instanceof TransportError) return undefined;
      throw error;
    });
    if (outcome !== undefined && isToken(outcome)) return outcome;
    current.renewAt = this.now() + renewRetryMs;
    return current;
  }
}

function rejectionTtlFor(response: WireResponse): number {
  if (response.retryAfterS !== undefined) return response.retryAfterS * 1000;
  if (response.status >= 500) return 0;
  return response.status === 429 ? rateLimitTtlMs : rejectionTtlMs;
}
