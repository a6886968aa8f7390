/** A service account's access token: fetched once for all calls, renewed in time, revoked at the end. */
import { type Exchange, NoAnswer, refusesTheCaller, type Transport, type WireAnswer } from "./exchange";
import { revokeRequest, type ServiceAccount, type Token, tokenFrom, tokenRequest } from "./token-endpoint";

/** After a renewal that failed while the old token still works, this long until the next try. */
const renewAgainMs = 30_000;
/** A refusal holds for all calls this long when it does not say: hundreds of calls must not use up the rate limit. */
const refusalHoldsMs = 10_000;
const rateLimitHoldsMs = 1_000;

/** The layer, and its end. */
export interface OauthLayer {
  readonly send: Transport;
  /** Revokes the token in use, if any; resolves also when Atlas cannot be told, since a token expires by itself. */
  revoke(): Promise<void>;
}

/** @param onFirstToken called once, when there is something to revoke at the end */
export function oauthAuth(
  account: ServiceAccount,
  next: Transport,
  now: () => number,
  onFirstToken: () => void,
): OauthLayer {
  const tokens = tokenSource(account, next, now, onFirstToken);

  const sendWith = async (exchange: Exchange, token: Token): Promise<WireAnswer> => {
    const authorization = `Bearer ${token.value}`;
    const answer = await next({ ...exchange, headers: { ...exchange.headers, authorization } });
    if (!refusesTheCaller(answer)) token.accepted = true;
    return answer;
  };

  const send: Transport = async (exchange) => {
    const token = await tokens.usable(exchange);
    if (!isToken(token)) return token;
    const answer = await sendWith(exchange, token);
    // A token that was never accepted is not cured by another of its kind, and tokens are counted.
    if (!refusesTheCaller(answer) || !token.accepted) return answer;
    const other = await tokens.insteadOf(token, exchange);
    return isToken(other) ? sendWith(exchange, other) : other;
  };

  const revoke = async (): Promise<void> => {
    const token = tokens.surrender();
    if (token === undefined) return;
    await next(revokeRequest(account, token, now())).catch(leaveToExpiry);
  };
  return { send, revoke };
}

/** The trace has its line; the token ends by itself within the hour, and there is nobody left to tell. */
function leaveToExpiry(error: unknown): void {
  if (!(error instanceof NoAnswer)) throw error;
}

type TokenOrRefusal = Token | WireAnswer;

function isToken(value: TokenOrRefusal): value is Token {
  return "renewAt" in value;
}

function tokenSource(account: ServiceAccount, next: Transport, now: () => number, onFirstToken: () => void) {
  let current: Token | undefined;
  let fetching: Promise<TokenOrRefusal> | undefined;
  let refusal: { readonly answer: WireAnswer; readonly until: number } | undefined;

  const request = async (cause: Exchange): Promise<TokenOrRefusal> => {
    const askedAt = now();
    const answer = await next(tokenRequest(account, cause));
    const token = tokenFrom(answer, askedAt, cause);
    if (token === undefined) {
      refusal = { answer: { ...answer, refusedToken: true }, until: now() + holdMs(answer) };
      return refusal.answer;
    }
    if (current === undefined) onFirstToken();
    current = token;
    return token;
  };

  const fetched = async (cause: Exchange): Promise<TokenOrRefusal> => {
    if (refusal !== undefined && now() < refusal.until) return refusal.answer;
    fetching ??= request(cause).finally(() => {
      fetching = undefined;
    });
    try {
      return await fetching;
    } catch (error) {
      // The call itself never left: whatever became of the token's request, it may be repeated.
      throw error instanceof NoAnswer ? error.unsent() : error;
    }
  };

  /** Before its time is up, an old token is better than an error. */
  const renewed = async (held: Token, cause: Exchange): Promise<Token> => {
    const outcome = await fetched(cause).catch((error: unknown) => {
      if (error instanceof NoAnswer) return undefined;
      throw error;
    });
    if (outcome !== undefined && isToken(outcome)) return outcome;
    held.renewAt = now() + renewAgainMs;
    return held;
  };

  return {
    /** A token that is good for now, or the answer that refused one. */
    usable: async (cause: Exchange): Promise<TokenOrRefusal> => {
      if (current === undefined || now() >= current.expiresAt) return fetched(cause);
      return now() < current.renewAt ? current : renewed(current, cause);
    },
    /** Another one than that which was refused; somebody may have fetched it already. */
    insteadOf: async (refused: Token, cause: Exchange): Promise<TokenOrRefusal> =>
      current !== undefined && current !== refused ? current : fetched(cause),
    /** Hands out the token in use for good. */
    surrender: (): Token | undefined => {
      const token = current;
      current = undefined;
      return token !== undefined && now() < token.expiresAt ? token : undefined;
    },
  };
}

function holdMs(answer: WireAnswer): number {
  if (answer.retryAfterS !== undefined) return answer.retryAfterS * 1000;
  if (answer.status >= 500) return 0;
  return answer.status === 429 ? rateLimitHoldsMs : refusalHoldsMs;
}
