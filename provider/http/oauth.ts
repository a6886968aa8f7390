/** OAuth client credentials: requests carry an access token of a service account, which is revoked at the end. */

import { revokeRequest, type ServiceAccount, type Token } from "./token-endpoint";
import { isToken, TokenSource } from "./token-source";
import {
  rejectsCredentials,
  type Transport,
  TransportError,
  type WireRequest,
  type WireResponse,
  withAuthorization,
} from "./wire-request";

/** The layer, and the revocation of its token. */
export interface OauthLayer {
  readonly send: Transport;
  /** Revokes the current token, if any. Resolves also when that fails, because a token expires by itself. */
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

  const sendWithToken = async (request: WireRequest, token: Token): Promise<WireResponse> => {
    const response = await next(withAuthorization(request, `Bearer ${token.value}`));
    if (!rejectsCredentials(response)) token.accepted = true;
    return response;
  };

  const send: Transport = async (request) => {
    const token = await tokens.getToken(request);
    if (!isToken(token)) return token;
    const response = await sendWithToken(request, token);
    // Another token would not help where this one was never accepted, and Atlas limits the number of tokens.
    if (!rejectsCredentials(response) || !token.accepted) return response;
    const other = await tokens.replaceToken(token, request);
    return isToken(other) ? sendWithToken(request, other) : other;
  };

  const revoke = async (): Promise<void> => {
    const token = tokens.release();
    if (token === undefined) return;
    await next(revokeRequest(account, token, now())).catch(ignoreTransportError);
  };
  return { send, revoke };
}

/** The trace has the error, and the token expires within the hour. */
function ignoreTransportError(error: unknown): void {
  if (!(error instanceof TransportError)) throw error;
}
