import type { Core, Trace } from "./context";
import { afterwards, meetFault, type Outcome } from "../faults/apply-fault";
import type { Exchange } from "../http/request";
import type { Reply } from "../http/response";
import { endpointSets } from "../limits/endpoint-sets";
import { problem } from "../http/atlas-error";
import { recordUse } from "../types/usage";
import type { Secret, ServiceAccount } from "../store/snapshot";

export const oauthPaths = { token: "/api/oauth/token", revoke: "/api/oauth/revoke" } as const;

/** OAuth 2.0 client credentials for service accounts (documented): a token for an hour, and its revocation. */
export async function answerOauth(core: Core, exchange: Exchange, trace: Trace): Promise<Outcome> {
  const isToken = exchange.path === oauthPaths.token;
  trace.operationId = isToken ? "oauthToken" : "oauthRevoke";
  if (exchange.method !== "POST") return refusal(405, "invalid_request", "Only POST works here.");
  const { clientId, secret } = basicCredentials(exchange.message.headers.authorization);
  const account = core.store.world.accounts.get(clientId);
  if (account !== undefined) takeToken(core, exchange.address, clientId, isToken);
  const used = account && useSecret(core, account, secret, exchange.address);
  if (account === undefined || used === undefined) {
    return refusal(401, "invalid_client", "The client id or its secret is wrong.");
  }
  trace.caller = clientId;
  trace.auth = "basic";
  const { fault, outcome } = await meetFault(core, [trace.operationId], exchange.method, trace);
  if (outcome !== undefined) return outcome;
  const reply = isToken ? issue(core, account, used, exchange) : revoke(core, account, exchange);
  await core.store.flush();
  return afterwards(fault, reply);
}

function issue(core: Core, account: ServiceAccount, secret: Secret, exchange: Exchange): Reply {
  const form = readForm(exchange);
  const grant = form?.get("grant_type");
  if (!grant) return refusal(400, "invalid_request", "A form with grant_type is expected.");
  if (grant !== "client_credentials") {
    return refusal(400, "unsupported_grant_type", "The only grant is client_credentials.");
  }
  const token = core.tokens.issue(core.store.world, account, secret);
  if (token === undefined) {
    return refusal(
      403,
      "access_denied",
      "The service account holds as many live tokens as it may: use one of them.",
    );
  }
  return json(200, { access_token: token, expires_in: core.settings.tokenLifetimeS, token_type: "Bearer" });
}

function revoke(core: Core, account: ServiceAccount, exchange: Exchange): Reply {
  const token = readForm(exchange)?.get("token");
  if (!token) return refusal(400, "invalid_request", "A form with token is expected.");
  core.tokens.revoke(core.store.world, account, token);
  return { status: 200, headers: { "Cache-Control": "no-store" }, body: "" };
}

/** Observed: 50 a minute for each address and client, refused in the Admin API's own shape of error. */
function takeToken(core: Core, address: string, clientId: string, isToken: boolean): void {
  if (!core.limitsAreReal || !isToken) return;
  const set = endpointSets.oauth;
  const { retryAfterS } = core.buckets.take(set, `${address} ${clientId}`);
  if (retryAfterS !== undefined) throw problem("RATE_LIMITED", set.path, set.capacity, set.refillS / 60);
}

/** Id and secret go as they are: percent-encoding them is wrong here (inferred from official clients). */
function basicCredentials(header: string | undefined): { clientId: string; secret: string } {
  const [, encoded = ""] = /^basic\s+(\S+)$/i.exec(header ?? "") ?? [];
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon < 0
    ? { clientId: "", secret: "" }
    : { clientId: text.slice(0, colon), secret: text.slice(colon + 1) };
}

function useSecret(core: Core, account: ServiceAccount, secret: string, address: string): Secret | undefined {
  const nowMs = core.clock.nowMs();
  const found = account.secrets.find((known) => known.secret === secret && known.expiresMs > nowMs);
  if (found !== undefined) recordUse(found, nowMs, address, core.settings.usageDelayS);
  return found;
}

function readForm({ message, body }: Exchange): URLSearchParams | undefined {
  const type = message.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  return type === "application/x-www-form-urlencoded"
    ? new URLSearchParams(body?.toString("utf8") ?? "")
    : undefined;
}

function refusal(status: number, error: string, description: string): Reply {
  return json(status, { error_description: description, error });
}

function json(status: number, body: Record<string, string | number>): Reply {
  const headers = { "Content-Type": "application/json", "Cache-Control": "no-store", Pragma: "no-cache" };
  return { status, headers, body: JSON.stringify(body) };
}
