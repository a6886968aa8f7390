/** OAuth client credentials: calls signed with a service account's access token, which is revoked at the end. */

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

  const sendWithToken = async (request: WireRequest, token: Token): Promise<WireResponse> => {
    const response = await next(withAuthorization(request, `Bearer ${token.value}`));
    if (!rejectsCredentials(response)) token.accepted = true;
    return response;
  };

  const send: Transport = async (request) => {
    const token = await tokens.getToken(request);
    if (!isToken(token)) return token;
    const response = await sendWithToken(request, token);
    // A token that was never accepted is not cured by another of its kind, and tokens are counted.
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

/** The trace has its line; the token ends by itself within the hour, and there is nobody left to tell. */
function ignoreTransportError(error: unknown): void {
  if (!(error instanceof TransportError)) throw error;
}
