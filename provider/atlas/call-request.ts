import type { HttpRequest } from "../http/request";
import { type Api, assertSupported } from "./apis";
import { type Endpoint, fillPath, type PathParameters, rateLimitBucketOf } from "./endpoint";

/** The values of an endpoint's path parameters. */
export type PathOf<Path extends string> = Readonly<Record<PathParameters<Path>, string>>;

/** Arguments of a call. */
export interface CallOptions<Path extends string> {
  readonly path: PathOf<Path>;
  readonly query?: string;
  readonly body?: unknown;
}

/** The HTTP request of a call. @throws RefusedError when the API does not have the operation */
export function toHttpRequest<Path extends string>(
  api: Api,
  endpoint: Endpoint<Path, unknown>,
  { path: values, query = "", body }: CallOptions<Path>,
): HttpRequest {
  assertSupported(api, endpoint, values);
  const path = fillPath(endpoint.path, values);
  return {
    operation: endpoint.operation,
    target: endpoint.target(values),
    method: endpoint.method,
    path: api.root + path + query,
    accept: api.mediaType(endpoint.version),
    rateLimitBucket: rateLimitBucketOf(path),
    ...(body === undefined ? {} : { body }),
    ...(endpoint.timeoutMs === undefined ? {} : { timeoutMs: endpoint.timeoutMs }),
  };
}
