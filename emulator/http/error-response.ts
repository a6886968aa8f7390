import { STATUS_CODES } from "node:http";
import { type Core, serviceMs, type Trace } from "../server/context";
import type { AtlasProblem } from "./atlas-error";
import { wishes } from "./query";
import { productOf } from "../routes/router";
import type { Product } from "../types/seed";
import type { Exchange } from "./request";
import { atlasHeaders, cloudManagerHeaders } from "./response-headers";
import { type JsonObject, render } from "../types/json";
import type { Reply } from "./response";

/** An error in the shape recorded: five fields in alphabetical order, the code in a header too. */
export function errorReply(problem: AtlasProblem, exchange: Exchange, trace: Trace): Reply {
  const { pretty, envelope } = wishes(exchange.query);
  const { status, errorCode } = problem;
  const body: JsonObject = {
    detail: problem.message,
    error: status,
    errorCode,
    parameters: [...problem.parameters],
    reason: STATUS_CODES[status] ?? "Unknown",
  };
  const isCloudManager = productOf(exchange.path) === "cloud-manager";
  return {
    status,
    headers: {
      ...(isCloudManager ? cloudManagerHeaders() : atlasHeaders("application/json", trace)),
      ...(answersVary(exchange) && { Vary: "Accept-Encoding" }),
      "X-Error-Code": errorCode,
      ...problem.headers,
    },
    body: render(envelope ? { status, content: body } : body, pretty),
  };
}

/** Recorded since July 2026: errors of GET and POST have the header, those of PATCH and DELETE do not. */
function answersVary({ method }: Exchange): boolean {
  return method === "GET" || method === "POST";
}

/** The challenge as recorded, 142 bytes: none of the usual headers, keys in an order of its own. */
const challengeBody = `{
  "error" : 401,
  "reason" : "Unauthorized",
  "detail" : "You are not authorized for this resource.",
  "errorCode" : "UNEXPECTED_ERROR"
}`;

export function challengeReply(core: Core, product: Product, stale: boolean, trace: Trace): Reply {
  return {
    status: 401,
    headers: {
      // Documented for Cloud Manager.
      "Content-Type": product === "atlas" ? "application/json" : "application/json;charset=ISO-8859-1",
      Server: "mdbws",
      Vary: "Accept-Encoding",
      "Www-Authenticate": core.digest.challenge(stale),
      "X-Envoy-Upstream-Service-Time": String(serviceMs(trace)),
    },
    body: challengeBody,
  };
}
