import type { HttpResponse } from "../http/response";
import { serviceTimeHeader } from "../http/response-headers";
import type { RequestTrace } from "../http/trace";
import type { Product } from "../types/seed.generated";

/** The body as recorded, 142 bytes; its key order differs from that of other errors. */
const body = `{
  "error" : 401,
  "reason" : "Unauthorized",
  "detail" : "You are not authorized for this resource.",
  "errorCode" : "UNEXPECTED_ERROR"
}`;

/**
 * The 401 response to a request without valid credentials, as recorded: without most of the usual headers.
 * @param challenge the value of Www-Authenticate
 */
export function challengeResponse(challenge: string, product: Product, trace: RequestTrace): HttpResponse {
  return {
    status: 401,
    headers: {
      // Documented for Cloud Manager.
      "Content-Type": product === "atlas" ? "application/json" : "application/json;charset=ISO-8859-1",
      Server: "mdbws",
      Vary: "Accept-Encoding",
      "Www-Authenticate": challenge,
      ...serviceTimeHeader(trace),
    },
    body,
  };
}
