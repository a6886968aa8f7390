import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ObservedExchange } from "../../emulator/http/observe";
import { schemaFaults } from "./validators";

/** Schemas of this project for operations that the official document leaves out; each line of the file names its evidence. */
interface OwnSchemas {
  readonly schemas: Readonly<Record<string, object>>;
  readonly answers: readonly (Line & { readonly status: string })[];
  readonly requests: readonly Line[];
}

interface Line {
  /** `*` stands for any value. */
  readonly method: string;
  /** A pattern in which `*` stands for one part of the path. */
  readonly path: string;
  /** One of the three describes the body. */
  readonly schema?: string;
  readonly list?: string;
  readonly form?: string;
}

const own = JSON.parse(readFileSync(join(__dirname, "own-schemas.json"), "utf8")) as OwnSchemas;

/** Whether the schemas of this project have the operation of a request. */
export function isOwnOperation(exchange: ObservedExchange): boolean {
  return own.answers.some((answer) => fits(answer, exchange));
}

/** The differences of a response of OAuth or Cloud Manager from these schemas. The first matching line applies. */
export function ownResponseFaults(exchange: ObservedExchange): string[] {
  const { status, body = "" } = exchange;
  const line = own.answers.find(
    (answer) => fits(answer, exchange) && new RegExp(`^${answer.status}$`).test(String(status)),
  );
  if (line === undefined) return [`no schema allows the status ${status}`];
  const value = line.schema === "nothing" ? body : unwrapped(JSON.parse(body || "null"), exchange);
  return bodyFaults(line, value);
}

/** The same for a request of this provider. */
export function ownRequestFaults(exchange: ObservedExchange): string[] {
  const text = exchange.requestBody?.toString("utf8") ?? "";
  const line = own.requests.find((request) => fits(request, exchange));
  if (line === undefined) return ["no schema knows such a request"];
  const type = exchange.requestHeaders["content-type"] ?? "";
  const wanted = line.form === undefined ? "application/json" : "application/x-www-form-urlencoded";
  const typeFaults = text === "" || type.startsWith(wanted) ? [] : [`Content-Type is "${type}"`];
  if (line.form !== undefined) {
    return [
      ...typeFaults,
      ...bodyFaults({ ...line, schema: line.form }, Object.fromEntries(new URLSearchParams(text))),
    ];
  }
  return [...typeFaults, ...bodyFaults(line, line.schema === "nothing" ? text : JSON.parse(text))];
}

function fits({ method, path }: Line, exchange: ObservedExchange): boolean {
  const pattern = path.replaceAll(".0", "\\.0").replaceAll("/*", "/[^/]+");
  const isMethod = method === "*" || method.split("|").includes(exchange.method);
  return isMethod && new RegExp(`^${pattern}$`).test(exchange.target.split("?")[0] ?? "");
}

function bodyFaults({ list, schema = "" }: Line, value: unknown): string[] {
  const name = list ?? schema;
  const item = { $ref: `#/$defs/${name}` };
  const results = { type: "array", items: item };
  const whole = {
    type: "object",
    required: ["links", "results"],
    additionalProperties: false,
    properties: { links: { $ref: "#/$defs/links" }, results, totalCount: { type: "integer", minimum: 0 } },
  };
  const make = () => ({ ...(list === undefined ? item : whole), $defs: own.schemas });
  return schemaFaults(`own ${list === undefined ? "" : "list "}${name}`, make, value);
}

/** Documented: an envelope wraps a single result; a list gets the additional field `status`. */
function unwrapped(value: Record<string, unknown>, { target, status }: ObservedExchange): unknown {
  const wished = new URLSearchParams(target.split("?")[1]).get("envelope") === "true";
  if (!wished || value.status !== status) return value;
  const { status: _, ...list } = value;
  return "content" in value ? value.content : list;
}
