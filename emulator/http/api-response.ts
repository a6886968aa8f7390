import type { Json, JsonObject } from "../types/json";
import type { Query } from "./query";
import { renderJson } from "./render-json";
import type { HttpResponse } from "./response";
import { atlasHeaders, cloudManagerHeaders } from "./response-headers";
import type { RequestTrace } from "./trace";

/** What an operation responds, before it has the API's headers and format. */
export interface OperationResponse {
  readonly status: number;
  /** Absent with 204. */
  readonly body?: Json;
  /** Whether the body is one page of a list; an envelope adds the status to it instead of wrapping it. */
  readonly isList?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Adds the API's headers to an operation's response, and renders its body with the envelope and layout that the query asks for.
 * @param contentType undefined for Cloud Manager, which has no versions
 */
export function toHttpResponse(
  response: OperationResponse,
  query: Query,
  contentType: string | undefined,
  trace: RequestTrace,
): HttpResponse {
  const { status, headers } = response;
  const apiHeaders = contentType === undefined ? cloudManagerHeaders() : atlasHeaders(contentType, trace);
  return { status, headers: { ...apiHeaders, ...headers }, body: bodyText(response, query) };
}

function bodyText(response: OperationResponse, { envelope, pretty }: Query): string | undefined {
  const { body } = response;
  if (body === undefined) return undefined;
  return renderJson(envelope ? inEnvelope(response, body) : body, pretty);
}

/** A single result is wrapped; a list gets the status beside its own fields (documented). */
function inEnvelope({ status, isList }: OperationResponse, body: Json): Json {
  if (isList !== true || !isObject(body)) return { status, content: body };
  const { links, results, ...rest } = body;
  return { links, results, status, ...rest };
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
