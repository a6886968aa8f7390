/** Request and response of the HTTP client. They hold no credentials. */

/** One request to the Admin API, without credentials. */
export interface HttpRequest {
  /** What the request does, for messages and the trace: `Create API key`. */
  readonly operation: string;
  /** The object of the operation, for messages and the trace: `organization 5f…`. Never a secret. */
  readonly target: string;
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Path below the base URL with its query, as sent: `/api/atlas/v2/orgs?itemsPerPage=500`. */
  readonly path: string;
  /** The dated media type of the response, such as `application/vnd.atlas.2023-01-01+json`. */
  readonly accept: string;
  /** Sent as JSON. Default: no body. */
  readonly body?: unknown;
  /** Milliseconds for one attempt, from sending to the last byte of the response. Default: the client's setting. */
  readonly timeoutMs?: number;
  /** When the request must be finished, with all attempts, on the client's clock. The retry budget applies too. Default: no limit. */
  readonly deadlineAt?: number;
  /** Name of Atlas's rate-limit bucket for this request. Default: the rate is not limited. */
  readonly rateLimitBucket?: string;
}

/** A response, 2xx or not. */
export interface HttpResponse {
  readonly status: number;
  readonly contentType: string;
  /** The parsed JSON body; undefined when there is none or it is not JSON. */
  readonly json: unknown;
  /** The kind of the body, for messages. */
  readonly bodyKind: "empty" | "json" | "broken-json" | "html" | "other";
  /** `errorCode` of Atlas's error body; undefined without one. */
  readonly errorCode: string | undefined;
  /** Retry-After in seconds; undefined without one. */
  readonly retryAfterS: number | undefined;
  /** Target of a redirect (scheme and host only); undefined without one. */
  readonly location: string | undefined;
  /** The Date header, in milliseconds since 1970: the server's clock, in whole seconds. Undefined without a readable one. */
  readonly serverTimeMs: number | undefined;
  /** Number of attempts, including the first. */
  readonly attempts: number;
  /** Milliseconds from the first attempt to this response, including waits. */
  readonly elapsedMs: number;
}

/**
 * Sends a request and returns the response, 2xx or not.
 * @throws UnreachableError without a response
 * @throws TokenError when no access token is issued, so that the request was not sent
 * @throws InvalidAuthResponseError when a Digest challenge or a token response is not usable
 */
export type Send = (request: HttpRequest) => Promise<HttpResponse>;
