import type { ObservedExchange } from "../../emulator/http/observe";
import { type OpenApi, type Operation, type Parameter, resolved } from "./document";
import { toJsonSchema } from "./json-schema";
import type { Found } from "./operations";
import { schemaFaults } from "./validators";

/** The differences of a request of this provider from the document: path, query, media types, body. */
export function requestFaults(
  document: OpenApi,
  found: Found | undefined,
  exchange: ObservedExchange,
): string[] {
  if (found === undefined) return ["there is no such operation"];
  const { operation, params } = found;
  const known = (operation.parameters ?? []).map((parameter) => resolved<Parameter>(document, parameter));
  const query = new URLSearchParams(exchange.target.split("?")[1]);
  const unknown = [...query.keys()].filter((name) => !known.some((p) => p.in === "query" && p.name === name));
  return [
    ...unknown.map((name) => `the query parameter ${name} is not known`),
    ...known.flatMap((parameter) => parameterFaults(document, operation, parameter, params, query)),
    ...acceptFaults(operation, exchange),
    ...bodyFaults(document, operation, exchange),
  ];
}

function parameterFaults(
  document: OpenApi,
  { operationId }: Operation,
  { name, in: place, required, schema }: Parameter,
  params: ReadonlyMap<string, string>,
  query: URLSearchParams,
): string[] {
  const part = params.get(name);
  const text = place === "query" ? query.get(name) : part === undefined ? null : decodeURIComponent(part);
  if (text === null) return required === true ? [`the parameter ${name} is missing`] : [];
  const json = toJsonSchema(document, schema, "request");
  const isText = "type" in json && json.type === "string";
  const value = !isText && /^(true|false|-?\d+)$/.test(text) ? JSON.parse(text) : text;
  return schemaFaults(`${operationId} parameter ${name}`, () => json, value).map(
    (fault) => `parameter ${name}: ${fault}`,
  );
}

/** A request must name a version that is not older than the operation's; newer versions are documented to work. */
function acceptFaults({ responses }: Operation, { requestHeaders }: ObservedExchange): string[] {
  const asked = dateOf(requestHeaders.accept ?? "");
  const offered = Object.values(responses).flatMap((response) =>
    Object.keys(("content" in response && response.content) || {}).map(dateOf),
  );
  const known = offered.some((date) => date !== "" && asked >= date);
  return known ? [] : [`Accept "${requestHeaders.accept}" names no version of the operation`];
}

function dateOf(mediaType: string): string {
  return /^application\/vnd\.atlas\.(\d{4}-\d{2}-\d{2})\+json$/.exec(mediaType)?.[1] ?? "";
}

function bodyFaults(document: OpenApi, operation: Operation, exchange: ObservedExchange): string[] {
  const { requestBody, requestHeaders } = exchange;
  const text = requestBody?.toString("utf8") ?? "";
  if (operation.requestBody === undefined) return text === "" ? [] : ["the operation takes no body"];
  const [offered] = Object.entries(operation.requestBody.content);
  const type = requestHeaders["content-type"] ?? "";
  if (text === "") return operation.requestBody.required === true ? ["the body is missing"] : [];
  const typeFaults =
    type === "application/json" || dateOf(type) >= dateOf(offered?.[0] ?? "")
      ? []
      : [`Content-Type is "${type}"`];
  const schema = () => toJsonSchema(document, offered?.[1].schema ?? {}, "request");
  return [...typeFaults, ...schemaFaults(`${operation.operationId} request`, schema, JSON.parse(text))];
}
