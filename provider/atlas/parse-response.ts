import { z } from "zod";
import type { HttpResponse } from "../http/request";
import type { Endpoint } from "./endpoint";
import { AtlasReplyError } from "./errors";

/**
 * The body of a 2xx response, checked against the endpoint's schema.
 * @throws AtlasReplyError for a body of another kind or shape
 */
export function parseResponse<Body>(
  endpoint: Endpoint<string, Body>,
  target: string,
  response: HttpResponse,
): Body {
  const subject = `${endpoint.operation} ${target}`.trim();
  assertJson(endpoint, subject, response);
  // Without a schema, Body is `unknown`.
  const schema = (endpoint.responseSchema ?? z.unknown()) as z.ZodType<Body>;
  const parsed = schema.safeParse(response.json);
  if (parsed.success) return parsed.data;
  const at = parsed.error.issues.map((issue) => issue.path.join(".") || "the body").slice(0, 3);
  throw new AtlasReplyError(
    `${subject}: Atlas responded with status ${response.status}, but the body does not have the expected shape (at ${at.join(", ")}). ` +
      "If a proxy changes responses, remove it; otherwise update pulumi-atlas-access",
    { cause: response.json === undefined ? undefined : new UnparsedBody(response.json) },
  );
}

/** An HTML page or other text comes from a proxy, even for a call whose body is not used: Atlas has done nothing. */
function assertJson(endpoint: Endpoint<string, unknown>, subject: string, response: HttpResponse): void {
  const { bodyKind, status, contentType } = response;
  const isForeign = bodyKind === "html" || bodyKind === "other";
  const isMissing = endpoint.responseSchema !== undefined && bodyKind !== "json";
  if (!isForeign && !isMissing) return;
  throw new AtlasReplyError(
    `${subject}: ${bodyDescriptions[bodyKind]} came back with status ${status} (${
      contentType || "no content type"
    }). Check mongodbatlas:baseUrl and the proxy`,
  );
}

const bodyDescriptions: Readonly<Record<HttpResponse["bodyKind"], string>> = {
  empty: "an empty response",
  json: "JSON",
  "broken-json": "an incomplete JSON document",
  html: "an HTML page",
  other: "a response that is not JSON",
};

/**
 * The parsed body of a response with an unexpected shape. A create recovers from it a secret that Atlas returns only once.
 * The body is private and not enumerable, so that no log prints the secret.
 */
export class UnparsedBody {
  readonly #json: unknown;
  constructor(json: unknown) {
    this.#json = json;
  }
  read(): unknown {
    return this.#json;
  }
}
