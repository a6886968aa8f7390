/**
 * Request and response between the inner layers: with credentials, and with the headers that only these layers use. They are
 * not exported from this folder.
 */
import type { HttpRequest, HttpResponse } from "./request";
import type { RateLimit } from "./settings";

/** One HTTP request of one attempt. */
export interface WireRequest {
  readonly operation: string;
  readonly target: string;
  readonly method: HttpRequest["method"];
  readonly path: string;
  readonly accept: string;
  /** The Authorization header. Must not be logged. Undefined until the auth layer sets it. */
  readonly authorization: string | undefined;
  /** Undefined without a body. */
  readonly contentType: string | undefined;
  readonly body: string | undefined;
  /** Milliseconds for this request; undefined for the client's setting. */
  readonly timeoutMs: number | undefined;
  /** When the HttpRequest must be finished, with all attempts, on the client's clock. */
  readonly deadlineAt: number;
  /** Name of Atlas's rate-limit bucket; undefined when the rate is not limited. */
  readonly rateLimitBucket: string | undefined;
  /** Which attempt of the HttpRequest this is, from 1. */
  readonly attempt: number;
  /** True for a request of a shutdown handler. */
  readonly isShuttingDown: boolean;
}

/** The response to one WireRequest. */
export interface WireResponse extends Omit<HttpResponse, "attempts" | "elapsedMs"> {
  /** The values of the WWW-Authenticate headers. */
  readonly challenges: readonly string[];
  /** From RateLimit-Limit and RateLimit-Remaining; undefined without them. */
  readonly rateLimit: RateLimit | undefined;
  /** Set for the token endpoint's rejection: the request itself was never sent. */
  readonly tokenRejected?: true;
}

/** The request with credentials. @param authorization value of the header; must not be logged */
export function withAuthorization(request: WireRequest, authorization: string): WireRequest {
  return { ...request, authorization };
}

/** A layer: sends one request and returns its response. @throws TransportError without a response */
export type Transport = (request: WireRequest) => Promise<WireResponse>;

/** A request without a response. Holds a code and a sentence, and nothing of the original error. */
export class TransportError extends Error {
  constructor(
    /** The system's or library's code, such as ECONNREFUSED. */
    readonly code: string,
    readonly summary: string,
    /** True when the request was sent, at least in part: it may have been carried out. */
    readonly requestSent: boolean,
    /** True when a retry cannot help, such as for an untrusted certificate. */
    readonly permanent: boolean,
  ) {
    super(`${summary} (${code})`);
    this.name = "TransportError";
  }

  /** The same error for a request that was waiting and was not sent itself. */
  asNotSent(): TransportError {
    return new TransportError(this.code, this.summary, false, this.permanent);
  }
}

/**
 * True for a 401 that rejects the credentials (wrong or expired). Atlas also returns 401 for a missing role, but with a
 * specific error code. A Bearer challenge names the reason (RFC 6750).
 */
export function rejectsCredentials(response: WireResponse): boolean {
  if (response.status !== 401) return false;
  if (response.challenges.some((challenge) => /^bearer\b.*\binvalid_token\b/i.test(challenge))) return true;
  return response.errorCode === undefined || response.errorCode === "UNEXPECTED_ERROR";
}
