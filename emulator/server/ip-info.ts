import { authenticate } from "../auth/authenticate";
import type { Core, Trace } from "./context";
import { challengeReply } from "../http/error-response";
import type { Exchange } from "../http/request";
import { atlasHeaders } from "../http/response-headers";
import type { Reply } from "../http/response";

/** Apart from the Admin API: an official client asks it for its own address. */
export const ipInfoPath = "/api/private/ipinfo";

/** Recorded: a challenge without credentials, and headers of another kind of service with them. */
export function answerIpInfo(core: Core, exchange: Exchange, trace: Trace): Reply {
  trace.operationId = "getIpInfo";
  const { method, target, message, address } = exchange;
  const { authorization } = message.headers;
  const request = { authorization, method, target, allowBearer: true };
  const who = authenticate(request, core.store.world, core.digest, core.tokens);
  if (who.caller === undefined) return challengeReply(core, "atlas", who.stale, trace);
  trace.caller = who.caller.name;
  trace.auth = who.auth;
  trace.javaMethod = "ApiPrivateIpInfoResource::getIpInfo";
  const body = JSON.stringify({ currentIpv4Address: address });
  const { "X-Envoy-Upstream-Service-Time": _, ...headers } = atlasHeaders("application/json", trace);
  return { status: 200, headers: { ...headers, "X-Xgen-Up-Proto": "HTTP/2" }, body };
}
