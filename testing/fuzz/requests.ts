import fc from "fast-check";
import type { OpenApi, Operation, Parameter } from "../openapi/document";
import { resolved } from "../openapi/document";
import { toJsonSchema } from "../openapi/json-schema";
import { type Body, bodyFor } from "./bodies";
import { ids } from "./seed";
import { allowed, type JsonSchema } from "./values";

/** The caller of a request; `liar` sends an invalid Authorization header. */
export const callers = ["owner", "member", "account", "stranger", "nobody", "liar"] as const;
export type CallerName = (typeof callers)[number];

/** One request that is well-formed HTTP. */
export interface FuzzRequest {
  readonly caller: CallerName;
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Body | undefined;
  /** In chunks, without a Content-Length. */
  readonly chunked: boolean;
}

const caller = fc.oneof(
  { weight: 10, arbitrary: fc.constant("owner" as const) },
  { weight: 8, arbitrary: fc.constantFrom(...callers) },
);

const paths: Readonly<Record<string, fc.Arbitrary<string>>> = {
  orgId: fc.constantFrom(ids.org, ids.org, ids.org, ids.otherOrg, "5f00000000000000000000ee"),
  groupId: fc.constantFrom(
    ids.project,
    ids.project,
    ids.project,
    ids.otherProject,
    "5f00000000000000000000ee",
  ),
  apiUserId: fc.constantFrom(ids.key, ids.key, ids.otherKey, "5f00000000000000000000ee"),
  clientId: fc.constantFrom<string>(ids.account, ids.account, ids.otherAccount),
  ipAddress: fc.constantFrom(
    "192.0.2.0%2F24",
    "198.51.100.7",
    "198.51.100.7%2F32",
    "2001:db8::1",
    "%2F",
    "::",
  ),
  groupName: fc.constantFrom("shop", "Q7", "a%20b", "%C3%BC"),
};
const hostilePart = fc.constantFrom(
  "",
  "%00",
  "%2e%2e",
  "%E0%A4%A",
  "..%2f..",
  "a".repeat(64_000),
  "{orgId}",
  "__proto__",
);

function partFor(name: string): fc.Arbitrary<string> {
  return fc.oneof(
    {
      weight: 20,
      arbitrary: paths[name] ?? fc.constantFrom("5f00000000000000000000ee", "programmaticApiKeys_org"),
    },
    { weight: 1, arbitrary: hostilePart },
  );
}

const version = fc.oneof(
  { weight: 12, arbitrary: fc.constant("application/vnd.atlas.2025-03-12+json") },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "*/*",
      "",
      "application/vnd.atlas.9999-99-99+json",
      "application/vnd.atlas.preview+json",
    ),
  },
);
const bodyType = fc.oneof(
  { weight: 12, arbitrary: fc.constant("application/json") },
  {
    weight: 1,
    arbitrary: fc.constantFrom("text/plain", "application/json; charset=utf-16", "", "multipart/form-data"),
  },
);

function queryOf(parameters: readonly Parameter[]): fc.Arbitrary<string> {
  const documented = parameters.map(({ name, schema }) =>
    fc.tuple(fc.constant(name), allowed(schema as JsonSchema, name)),
  );
  const odd = fc.tuple(
    fc.constantFrom("pageNum", "itemsPerPage", "envelope", "colour", "__proto__", "%00"),
    fc.constantFrom<unknown>("0", "-1", "501", "1e3", "99999999999", "maybe", "", "%ff", "\u{1f600}"),
  );
  const pair = fc.oneof(
    { weight: 6, arbitrary: fc.oneof(odd, ...documented) },
    { weight: 2, arbitrary: odd },
  );
  const text = fc.array(pair, { minLength: 1, maxLength: 4 }).map((pairs) => {
    const query = new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, String(value)]));
    return `?${query}`;
  });
  return fc.oneof({ weight: 2, arbitrary: fc.constant("") }, { weight: 1, arbitrary: text });
}

function requestFor(
  document: OpenApi,
  template: string,
  method: string,
  operation: Operation,
): fc.Arbitrary<FuzzRequest> {
  const parameters = (operation.parameters ?? []).map((parameter) =>
    resolved<Parameter>(document, parameter),
  );
  const pieces = template
    .split(/(\{\w+\})/)
    .map((piece) => (piece.startsWith("{") ? partFor(piece.slice(1, -1)) : fc.constant(piece)));
  const query = queryOf(parameters.filter(({ in: place }) => place === "query"));
  const [content] = Object.values(operation.requestBody?.content ?? {});
  const schema = content?.schema && (toJsonSchema(document, content.schema, "request") as JsonSchema);
  const body = schema === undefined ? fc.constant(undefined) : bodyFor(schema);
  const odd = fc.oneof(
    { weight: 30, arbitrary: fc.constant(method) },
    { weight: 1, arbitrary: fc.constantFrom("put", "head", "options") },
  );
  return fc
    .tuple(caller, odd, fc.tuple(...pieces), query, version, bodyType, body, fc.boolean())
    .map(([who, how, parts, search, accept, type, sent, chunked]) => ({
      caller: who,
      method: how.toUpperCase(),
      target: parts.join("") + search,
      headers: { accept, ...(sent !== undefined && { "content-type": type }) },
      body: sent,
      chunked,
    }));
}

/** Requests for every operation of the document, and to the same paths of Cloud Manager and to OAuth. */
export function anyRequest(document: OpenApi): fc.Arbitrary<FuzzRequest> {
  const all = Object.entries(document.paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, operation]) => requestFor(document, template, method, operation)),
  );
  const atlas = fc.oneof(...all);
  const elsewhere = atlas.map((request) => ({
    ...request,
    target: request.target.replace("/api/atlas/v2", "/api/public/v1.0"),
  }));
  return fc.oneof(
    { weight: 12, arbitrary: atlas },
    { weight: 1, arbitrary: elsewhere },
    { weight: 1, arbitrary: oauth },
  );
}

const oauth: fc.Arbitrary<FuzzRequest> = fc.record({
  caller: fc.constant("nobody" as const),
  method: fc.constantFrom("POST", "POST", "GET"),
  target: fc.constantFrom("/api/oauth/token", "/api/oauth/revoke", "/api/oauth/token?a=b"),
  headers: fc.record({
    authorization: fc.constantFrom(
      "Basic",
      "Basic !!!",
      `Basic ${Buffer.from(`${ids.account}:x`).toString("base64")}`,
    ),
    "content-type": fc.constantFrom("application/x-www-form-urlencoded", "application/json"),
  }),
  body: fc
    .constantFrom("grant_type=client_credentials", "grant_type=", "token=%ff", "", "a".repeat(100_000))
    .map((text) => ({ kind: "text" as const, text })),
  chunked: fc.boolean(),
});
