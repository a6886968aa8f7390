import type { Trace } from "./core";
import type { Exchange } from "./http/exchange";
import { atlasHeaders } from "./http/headers";
import type { Reply } from "./http/reply";

/** Apart from the Admin API and without credentials (recorded): an official client asks it for its own address. */
export const ipInfoPath = "/api/private/ipinfo";

export function answerIpInfo({ address }: Exchange, trace: Trace): Reply {
  trace.operationId = "getIpInfo";
  trace.javaMethod = "ApiPrivateIpInfoResource::getIpInfo";
  const body = JSON.stringify({ currentIpv4Address: address });
  return { status: 200, headers: atlasHeaders("application/json", trace, body), body };
}
