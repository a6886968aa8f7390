import { applyBeforeOperation, applyToResponse } from "../faults/apply-fault";
import type { HttpRequest } from "../http/request";
import { type HttpResponse, jsonResponse, type ResponseOrReset } from "../http/response";
import type { RequestTrace } from "../http/trace";
import type { Secret, ServiceAccount } from "../types/resources";
import { recordUse } from "../types/usage";
import type { EmulatorContext } from "./context";

export const oauthPaths = { token: "/api/oauth/token", revoke: "/api/oauth/revoke" } as const;

/** Handles OAuth 2.0 requests of service accounts with client credentials (documented): tokens and their revocation. */
export async function handleOAuthRequest(
  context: EmulatorContext,
  request: HttpRequest,
  trace: RequestTrace,
): Promise<ResponseOrReset> {
  const { store, rateLimiter, faults } = context;
  const isTokenRequest = request.path === oauthPaths.token;
  trace.operationId = isTokenRequest ? "oauthToken" : "oauthRevoke";
  if (request.method !== "POST") return oauthError(405, "invalid_request", "Only POST is allowed.");
  const { clientId, secret } = basicCredentials(request.headers.authorization);
  const account = store.current.serviceAccounts.get(clientId);
  if (account !== undefined && isTokenRequest) rateLimiter.takeOAuth(request.address, clientId);
  const usedSecret = account && useSecret(context, account, secret, request.address);
  if (account === undefined || usedSecret === undefined) {
    return oauthError(401, "invalid_client", "The client id or its secret is wrong.");
  }
  trace.caller = clientId;
  trace.auth = "basic";
  const fault = faults.take([trace.operationId], false);
  trace.fault = fault?.kind;
  const replacement = await applyBeforeOperation(fault);
  if (replacement !== undefined) return replacement;
  const response = isTokenRequest
    ? issueToken(context, account, usedSecret, request)
    : revokeToken(context, account, request);
  await store.flush();
  return applyToResponse(fault, response);
}

function issueToken(
  { authenticator, store, settings }: EmulatorContext,
  account: ServiceAccount,
  secret: Secret,
  request: HttpRequest,
): HttpResponse {
  const grant = readForm(request)?.get("grant_type");
  if (!grant) return oauthError(400, "invalid_request", "A form with grant_type is required.");
  if (grant !== "client_credentials") {
    return oauthError(400, "unsupported_grant_type", "The only supported grant type is client_credentials.");
  }
  const token = authenticator.tokens.issue(store.current, account, secret);
  if (token === undefined) {
    const description = "The service account has the maximum number of live tokens: use one of them.";
    return oauthError(403, "access_denied", description);
  }
  return oauthJson(200, { access_token: token, expires_in: settings.tokenLifetimeS, token_type: "Bearer" });
}

function revokeToken(
  { authenticator, store }: EmulatorContext,
  account: ServiceAccount,
  request: HttpRequest,
): HttpResponse {
  const token = readForm(request)?.get("token");
  if (!token) return oauthError(400, "invalid_request", "A form with token is required.");
  authenticator.tokens.revoke(store.current, account, token);
  return { status: 200, headers: { "Cache-Control": "no-store" }, body: "" };
}

/** Client id and secret are not percent-encoded here (inferred from official clients). */
function basicCredentials(header: string | undefined): { clientId: string; secret: string } {
  const [, encoded = ""] = /^basic\s+(\S+)$/i.exec(header ?? "") ?? [];
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon < 0
    ? { clientId: "", secret: "" }
    : { clientId: text.slice(0, colon), secret: text.slice(colon + 1) };
}

function useSecret(
  { clock, settings }: EmulatorContext,
  account: ServiceAccount,
  secret: string,
  address: string,
): Secret | undefined {
  const nowMs = clock.nowMs();
  const found = account.secrets.find((known) => known.secret === secret && known.expiresMs > nowMs);
  if (found !== undefined) recordUse(found, nowMs, address, settings.usageDelayS);
  return found;
}

function readForm({ headers, body }: HttpRequest): URLSearchParams | undefined {
  const type = headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  return type === "application/x-www-form-urlencoded"
    ? new URLSearchParams(body?.toString("utf8") ?? "")
    : undefined;
}

function oauthError(status: number, error: string, description: string): HttpResponse {
  return oauthJson(status, { error_description: description, error });
}

function oauthJson(status: number, body: Record<string, string | number>): HttpResponse {
  return jsonResponse(status, body, { "Cache-Control": "no-store", Pragma: "no-cache" });
}
