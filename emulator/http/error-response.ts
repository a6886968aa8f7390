import { STATUS_CODES } from "node:http";
import type { JsonObject } from "../types/json";
import { productOf } from "./api-paths";
import type { AtlasError } from "./atlas-error";
import { requestOptions } from "./query";
import { renderJson } from "./render-json";
import type { HttpRequest } from "./request";
import type { HttpResponse } from "./response";
import { atlasHeaders, cloudManagerHeaders } from "./response-headers";
import type { RequestTrace } from "./trace";

/** An error in the recorded shape: five fields in alphabetical order, and the code in a header too. */
export function errorResponse(error: AtlasError, request: HttpRequest, trace: RequestTrace): HttpResponse {
  const { pretty, envelope } = requestOptions(request.query);
  const { status, errorCode } = error;
  const body: JsonObject = {
    detail: error.message,
    error: status,
    errorCode,
    parameters: [...error.parameters],
    reason: STATUS_CODES[status] ?? "Unknown",
  };
  const isCloudManager = productOf(request.path) === "cloud-manager";
  return {
    status,
    headers: {
      ...(isCloudManager ? cloudManagerHeaders() : atlasHeaders("application/json", trace)),
      ...(hasVaryHeader(request) && { Vary: "Accept-Encoding" }),
      "X-Error-Code": errorCode,
      ...error.headers,
    },
    body: renderJson(envelope ? { status, content: body } : body, pretty),
  };
}

/** Recorded since July 2026: errors of GET and POST have the header, errors of PATCH and DELETE do not. */
function hasVaryHeader({ method }: HttpRequest): boolean {
  return method === "GET" || method === "POST";
}
