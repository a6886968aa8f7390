/**
 * What travels between the layers of the HTTP client: one call and one response, free of any secret.
 */

/** One call of the Admin API, before it is signed. */
export interface HttpRequest {
  /** Name for messages and the trace, such as `Create API key`. */
  readonly operation: string;
  /** What it is about, for messages and the trace, such as `organization 5f…`. Never a secret. */
  readonly target: string;
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Path below the base URL with its query, as sent: `/api/atlas/v2/orgs?itemsPerPage=500`. */
  readonly path: string;
  /** The dated media type asked for, such as `application/vnd.atlas.2023-01-01+json`. */
  readonly accept: string;
  /** JSON body. Absent: none is sent. */
  readonly body?: unknown;
  /** Milliseconds for one attempt, from sending to the last byte of the response. Default: the client's setting. */
  readonly timeoutMs?: number;
  /** Name of the rate-limit bucket that it draws from, so that it can be paced. Absent: it is not. */
  readonly rateLimitBucket?: string;
}

/** What came back: 2xx or not. A body that is not JSON is reported by `json: undefined` with its `contentType`. */
export interface HttpResponse {
  readonly status: number;
  readonly contentType: string;
  /** The parsed JSON body; undefined when there is none or it is not JSON. */
  readonly json: unknown;
  /** What the body was, for messages. */
  readonly bodyKind: "empty" | "json" | "broken-json" | "html" | "other";
  /** `errorCode` of Atlas's error body, when there is one. */
  readonly errorCode: string | undefined;
  /** Seconds that Atlas asked to wait, from Retry-After. */
  readonly retryAfterS: number | undefined;
  /** Where a redirect points (scheme and host only). */
  readonly location: string | undefined;
  /** Attempts made for this response, the first included. */
  readonly attempts: number;
  /** Milliseconds spent from the first attempt to this response, waits included. */
  readonly elapsedMs: number;
}

/**
 * Takes a call, gives a response, 2xx or not.
 * @throws UnreachableError when there is none
 * @throws TokenError when no access token is issued, so that nothing could be sent
 * @throws InvalidAuthResponseError when a Digest challenge or a token cannot be understood
 */
export type Send = (call: HttpRequest) => Promise<HttpResponse>;
