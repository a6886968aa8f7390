/** OAuth client credentials: calls signed with a service account's access token, which is revoked at the end. */

import { revokeRequest, type ServiceAccount, type Token } from "./token-endpoint";
import { isToken, TokenSource } from "./token-source";
import {
  type Exchange,
  NoAnswer,
  refusesTheCaller,
  signed,
  type Transport,
  type WireAnswer,
} from "./wire-request";

/** The layer, and its end. */
export interface OauthLayer {
  readonly send: Transport;
  /** Revokes the token in use, if any; resolves also when Atlas cannot be told, since a token expires by itself. */
  revoke(): Promise<void>;
}

/** @param onFirstToken called when there is something to revoke at the end, and there was nothing before */
export function oauthAuth(
  account: ServiceAccount,
  next: Transport,
  now: () => number,
  onFirstToken: () => void,
): OauthLayer {
  const tokens = new TokenSource(account, next, now, onFirstToken);

  const sendWith = async (exchange: Exchange, token: Token): Promise<WireAnswer> => {
    const answer = await next(signed(exchange, `Bearer ${token.value}`));
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
