/** The error for a rejected token request, with a message for each cause. */

import { describeAttempts } from "./durations";
import { TokenError, type TokenProblem } from "./errors";
import type { HttpRequest, HttpResponse } from "./request";

/** The error for a request that could not be sent because no access token was issued. */
export function tokenError(request: HttpRequest, response: HttpResponse): TokenError {
  const errorCode = response.errorCode ?? parseOauthError(response.json);
  const { kind, text } = classify(response, errorCode);
  const { operation, target } = request;
  return new TokenError(`${operation} ${target}: ${text}`, {
    operation,
    target,
    status: response.status,
    errorCode,
    kind,
  });
}

function classify(
  response: HttpResponse,
  errorCode: string | undefined,
): { kind: TokenProblem["kind"]; text: string } {
  const after = `after ${describeAttempts(response.attempts, response.elapsedMs)}`;
  if (response.status === 429) {
    return {
      kind: "rate-limit",
      text: `Atlas still refused an access token (429) ${after}: it issues at most 50 a minute to one service account and address. Start fewer runs at once, or give them different service accounts`,
    };
  }
  if (response.status === 403 && errorCode === "access_denied") {
    return {
      kind: "limit",
      text: "this service account has reached its limit of 100 live access tokens (403 access_denied). Wait until some expire (an hour after their issue), or use another service account",
    };
  }
  if (response.status === 401 || errorCode === "invalid_client") {
    return {
      kind: "credentials",
      text: `Atlas did not accept the credentials of the service account (${response.status}). Check clientId and clientSecret in the stack's config or environment, and that the secret has not expired`,
    };
  }
  if (response.status >= 300 && response.status < 400) {
    return {
      kind: "redirect",
      text: `the request for an access token was redirected to ${response.location ?? "nowhere"} (${response.status}), redirects are not followed. Check mongodbatlas:baseUrl and the proxy`,
    };
  }
  const code = errorCode === undefined ? `${response.status}` : `${response.status} ${errorCode}`;
  if (response.status >= 500) {
    return { kind: "unavailable", text: `Atlas issued no access token (${code}) ${after}. Try again later` };
  }
  return { kind: "unexpected", text: `Atlas issued no access token (${code}). Check mongodbatlas:baseUrl` };
}

function parseOauthError(json: unknown): string | undefined {
  const error = (json as { error?: unknown } | null | undefined)?.error;
  return typeof error === "string" && /^[a-z_]{1,64}$/.test(error) ? error : undefined;
}
