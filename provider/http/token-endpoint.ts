/** The token requests of a service account: issue and revoke. */
import { InvalidAuthResponseError } from "./errors";
import type { WireRequest, WireResponse } from "./wire-request";

/** An OAuth client; Atlas calls it a service account. */
export interface ServiceAccount {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A token in use. Times are milliseconds on the client's clock. */
export interface Token {
  readonly value: string;
  readonly expiresAt: number;
  renewAt: number;
  /** True once Atlas has accepted it: a later 401 then means that it expired or was revoked. */
  accepted: boolean;
}

/** A token is renewed this long before it expires, or at a sixth of its life if that is shorter. */
const renewAheadMs = 600_000;
const defaultLifeS = 3_600;
const maxLifeS = 86_400;
const revokeTimeoutMs = 2_000;

/** Requests a token for another request, within the time of that request. */
export function tokenRequest(account: ServiceAccount, cause: WireRequest): WireRequest {
  return {
    ...tokenEndpointRequest(account, "grant_type=client_credentials"),
    operation: "Get access token",
    path: "/api/oauth/token",
    timeoutMs: cause.timeoutMs,
    deadlineAt: cause.deadlineAt,
    attempt: cause.attempt,
    isShuttingDown: false,
  };
}

/** Revokes a token. Its timeout is short, because the process is about to end. */
export function revokeRequest(account: ServiceAccount, token: Token, now: number): WireRequest {
  return {
    ...tokenEndpointRequest(account, `token=${encodeURIComponent(token.value)}&token_type_hint=access_token`),
    operation: "Revoke access token",
    path: "/api/oauth/revoke",
    timeoutMs: revokeTimeoutMs,
    deadlineAt: now + revokeTimeoutMs,
    attempt: 1,
    isShuttingDown: true,
  };
}

function tokenEndpointRequest(
  account: ServiceAccount,
  body: string,
): Omit<WireRequest, "operation" | "path" | "timeoutMs" | "deadlineAt" | "attempt" | "isShuttingDown"> {
  // Id and secret are not URL-encoded: Atlas does not decode them here, although RFC 6749 says so.
  const basic = Buffer.from(`${account.clientId}:${account.clientSecret}`).toString("base64");
  return {
    target: "service account",
    method: "POST",
    rateLimitBucket: undefined,
    accept: "application/json",
    authorization: `Basic ${basic}`,
    contentType: "application/x-www-form-urlencoded",
    body,
  };
}

/**
 * The token of a response; undefined for a status other than 2xx.
 * @throws InvalidAuthResponseError for a 2xx response without a token
 */
export function parseToken(
  response: WireResponse,
  requestedAt: number,
  cause: WireRequest,
): Token | undefined {
  if (response.status < 200 || response.status > 299) return undefined;
  const { access_token: value, expires_in: lifeS = defaultLifeS } = (response.json ?? {}) as Record<
    string,
    unknown
  >;
  const isValid = typeof value === "string" && /^[\x21-\x7e]{1,16384}$/.test(value);
  if (!isValid || typeof lifeS !== "number" || !(lifeS > 0)) {
    throw new InvalidAuthResponseError(
      `${cause.operation} ${cause.target}: the token endpoint responded with ${response.status} without a usable access token ` +
        `(${response.bodyKind} body). Check that mongodbatlas:baseUrl is Atlas and that no proxy responds in its place`,
    );
  }
  const lifeMs = Math.min(lifeS, maxLifeS) * 1000;
  const expiresAt = requestedAt + lifeMs;
  return { value, expiresAt, renewAt: expiresAt - Math.min(renewAheadMs, lifeMs / 6), accepted: false };
}
