/** The access token that all calls of one client share. */

import { type ServiceAccount, type Token, tokenFrom, tokenRequest } from "./token-endpoint";
import { type Exchange, NoAnswer, type Transport, type WireAnswer } from "./wire-request";

/** After a renewal that failed while the old token still works, this long until the next try. */
const renewAgainMs = 30_000;
/** A refusal holds for all calls this long when it does not say: hundreds of calls must not use up the rate limit. */
const refusalHoldsMs = 10_000;
const rateLimitHoldsMs = 1_000;

/** A token, or the answer that refused one. */
export type TokenOrRefusal = Token | WireAnswer;

/** Tells the two apart. */
export function isToken(value: TokenOrRefusal): value is Token {
  return "renewAt" in value;
}

/** Fetches one token for many calls and replaces it in time. */
export class TokenSource {
  private current: Token | undefined;
  private fetching: Promise<TokenOrRefusal> | undefined;
  private refusal: { readonly answer: WireAnswer; readonly until: number } | undefined;

  /** @param onFirstToken called when there is something to revoke at the end, and there was nothing before */
  constructor(
    private readonly account: ServiceAccount,
    private readonly next: Transport,
    private readonly now: () => number,
    private readonly onFirstToken: () => void,
  ) {}

  /** One that is good for now. `cause` is the call that needs it: the request runs within that call's time. */
  async usable(cause: Exchange): Promise<TokenOrRefusal> {
    const { current } = this;
    if (current === undefined || this.now() >= current.expiresAt) return this.fetched(cause);
    return this.now() < current.renewAt ? current : this.renewed(current, cause);
  }

  /** Another one than that which was refused; somebody may have fetched it already. */
  async insteadOf(refused: Token, cause: Exchange): Promise<TokenOrRefusal> {
    const { current } = this;
    return current !== undefined && current !== refused ? current : this.fetched(cause);
  }

  /** Hands out the token in use for good; undefined when there is none that still lives. */
  surrender(): Token | undefined {
    const token = this.current;
    this.current = undefined;
    return token !== undefined && this.now() < token.expiresAt ? token : undefined;
  }

  private async fetched(cause: Exchange): Promise<TokenOrRefusal> {
    if (this.refusal !== undefined && this.now() < this.refusal.until) return this.refusal.answer;
    this.fetching ??= this.request(cause).finally(() => {
      this.fetching = undefined;
    });
    try {
      return await this.fetching;
    } catch (error) {
      // The call itself never left: whatever became of the token's request, it may be repeated.
      throw error instanceof NoAnswer ? error.unsent() : error;
    }
  }

  private async request(cause: Exchange): Promise<TokenOrRefusal> {
    const askedAt = this.now();
    const answer = await this.next(tokenRequest(this.account, cause));
    const token = tokenFrom(answer, askedAt, cause);
    if (token === undefined) {
      this.refusal = { answer: { ...answer, refusedToken: true }, until: this.now() + holdMs(answer) };
      return this.refusal.answer;
    }
    if (this.current === undefined) this.onFirstToken();
    this.current = token;
    return token;
  }

  /** Before its time is up, an old token is better than an error. */
  private async renewed(held: Token, cause: Exchange): Promise<Token> {
    const outcome = await this.fetched(cause).catch((error: unknown) => {
      if (error instanceof NoAnswer) return undefined;
      throw error;
    });
    if (outcome !== undefined && isToken(outcome)) return outcome;
    held.renewAt = this.now() + renewAgainMs;
    return held;
  }
}

function holdMs(answer: WireAnswer): number {
  if (answer.retryAfterS !== undefined) return answer.retryAfterS * 1000;
  if (answer.status >= 500) return 0;
  return answer.status === 429 ? rateLimitHoldsMs : refusalHoldsMs;
}
