import { challengeResponse } from "../auth/challenge-response";
import type { HttpRequest } from "../http/request";
import { type HttpResponse, jsonResponse } from "../http/response";
import { atlasHeaders } from "../http/response-headers";
import type { RequestTrace } from "../http/trace";
import type { EmulatorContext } from "./context";

/** Not part of the Admin API: the Atlas CLI reads its own IP address here. */
export const ipInfoPath = "/api/private/ipinfo";

/** As recorded: a challenge without credentials, and with credentials headers that differ from the Admin API's. */
export function handleIpInfoRequest(
  { authenticator, store }: EmulatorContext,
  request: HttpRequest,
  trace: RequestTrace,
): HttpResponse {
  trace.operationId = "getIpInfo";
  const authentication = authenticator.authenticate(request, "atlas", store.current);
  if (authentication.caller === undefined)
    return challengeResponse(authenticator.digest.challenge(authentication.stale), "atlas", trace);
  trace.caller = authentication.caller.name;
  trace.auth = authentication.auth;
  trace.javaMethod = "ApiPrivateIpInfoResource::getIpInfo";
  const { "X-Envoy-Upstream-Service-Time": _, ...headers } = atlasHeaders("application/json", trace);
  return jsonResponse(
    200,
    { currentIpv4Address: request.address },
    { ...headers, "X-Xgen-Up-Proto": "HTTP/2" },
  );
}
