import type { ObservedExchange } from "../../emulator/http/observe";
import { type Content, type OpenApi, type ResponseOf, resolved, type Schema } from "./document";
import { toJsonSchema } from "./json-schema";
import type { Found } from "./operations";
import { schemaFaults } from "./validators";

/** The differences of a response from the document: status, media type, rate-limit headers, body. */
export function responseFaults(
  document: OpenApi,
  found: Found | undefined,
  exchange: ObservedExchange,
): string[] {
  const { status, headers } = exchange;
  const listed = found?.operation.responses[String(status)];
  // For a path that the document does not have, only an error is correct.
  const isError = found === undefined && status >= 400 && status < 500;
  if (listed === undefined && !isError) return ["the status is not listed"];
  const { content = {} } =
    listed === undefined ? { content: errorContent } : resolved<ResponseOf>(document, listed);
  const name = `${found?.operation.operationId ?? "unknown"} response ${status}`;
  return [
    ...rateLimitFaults(headers),
    ...(exchange.body === undefined || exchange.body === ""
      ? emptyFaults(content)
      : bodyFaults(document, name, content, exchange)),
  ];
}

const errorContent: Content = { "application/json": { schema: { $ref: "#/components/schemas/ApiError" } } };

function emptyFaults(content: Content): string[] {
  const withSchema = Object.values(content).filter(({ schema }) => schema !== undefined);
  return withSchema.length === 0 ? [] : ["the body is missing"];
}

function bodyFaults(document: OpenApi, name: string, content: Content, exchange: ObservedExchange): string[] {
  const type = exchange.headers["Content-Type"]?.split(";")[0] ?? "";
  const offered = content[type];
  if (offered === undefined) return [`Content-Type "${type}" is not listed`];
  if (offered.schema === undefined) return ["there is a body, though none is listed"];
  const { schema } = offered;
  const value = withoutEnvelope(JSON.parse(exchange.body ?? ""), exchange, schema);
  return schemaFaults(name, () => toJsonSchema(document, schema, "response"), value);
}

/** The document describes the envelope in words: it wraps a single result, and is an additional field of a list. */
function withoutEnvelope(
  value: Record<string, unknown>,
  { target, status }: ObservedExchange,
  schema: Schema,
) {
  const query = new URLSearchParams(target.split("?")[1]);
  if (query.get("envelope") !== "true" || !("status" in value) || value.status !== status) return value;
  if ("content" in value) return value.content;
  const { status: _, ...list } = value;
  return String(schema.$ref).includes("Paginated") ? list : value;
}

function rateLimitFaults(headers: Readonly<Record<string, string>>): string[] {
  const names = Object.keys(headers).filter((name) => name.toLowerCase().startsWith("ratelimit-"));
  return names
    .filter((name) => !/^\d+$/.test(headers[name] ?? ""))
    .map((name) => `${name} is "${headers[name]}"`);
}
