/** What it means when no access token is issued, in words of its own: each has another cure. */
import { AtlasApiError, type ProblemKind } from "../core/errors";
import { tried } from "./durations";
import type { HttpAnswer, HttpCall } from "./request";

/** The error for a call that could not be sent because the token endpoint refused. */
export function tokenRefusal(call: HttpCall, answer: HttpAnswer): AtlasApiError {
  const errorCode = answer.errorCode ?? oauthErrorOf(answer.json);
  const { kind, text } = meaningOf(answer, errorCode);
  const { operation, target } = call;
  return new AtlasApiError(`${operation} ${target}: ${text}`, {
    operation,
    target,
    status: answer.status,
    errorCode,
    detail: undefined,
    parameters: [],
    kind,
  });
}

function meaningOf(answer: HttpAnswer, errorCode: string | undefined): { kind: ProblemKind; text: string } {
  const after = `after ${tried(answer.attempts, answer.elapsedMs)}`;
  if (answer.status === 429) {
    return {
      kind: "rate-limit",
      text: `Atlas still refused an access token (429) ${after}: it issues at most 50 a minute to one service account and address. Start fewer runs at once, or give them different service accounts`,
    };
  }
  if (answer.status === 403 && errorCode === "access_denied") {
    return {
      kind: "limit",
      text: "this service account has reached its limit of 100 live access tokens (403 access_denied). Wait until some expire (an hour after their issue), or use another service account",
    };
  }
  if (answer.status === 401 || errorCode === "invalid_client") {
    return {
      kind: "credentials",
      text: `Atlas did not accept the credentials of the service account (${answer.status}). Check clientId and clientSecret in the stack's config or environment, and that the secret has not expired`,
    };
  }
  if (answer.status >= 300 && answer.status < 400) {
    return {
      kind: "redirect",
      text: `the request for an access token was redirected to ${answer.location ?? "nowhere"} (${answer.status}), which is never followed. Check mongodbatlas:baseUrl and the proxy`,
    };
  }
  const named = errorCode === undefined ? `${answer.status}` : `${answer.status} ${errorCode}`;
  if (answer.status >= 500) {
    return { kind: "unavailable", text: `Atlas issued no access token (${named}) ${after}. Try again later` };
  }
  return { kind: "unexpected", text: `Atlas issued no access token (${named}). Check mongodbatlas:baseUrl` };
}

function oauthErrorOf(json: unknown): string | undefined {
  const error = (json as { error?: unknown } | null | undefined)?.error;
  return typeof error === "string" && /^[a-z_]{1,64}$/.test(error) ? error : undefined;
}
