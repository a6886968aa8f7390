/**
 * What travels between the inner layers: one request with its headers, and the response with the few headers that
 * some layer needs. Never leaves this folder.
 */
import type { HttpRequest, HttpResponse } from "./request";
import type { RateLimit } from "./settings";

/** One request of one attempt, all its headers but the constant ones among it. */
export interface WireRequest {
  readonly operation: string;
  readonly target: string;
  readonly method: HttpRequest["method"];
  readonly path: string;
  readonly accept: string;
  /** Credentials: not to be printed. Undefined until a layer signs it. */
  readonly authorization: string | undefined;
  /** Undefined without a body. */
  readonly contentType: string | undefined;
  readonly body: string | undefined;
  /** Milliseconds for this request; undefined for the client's setting. */
  readonly timeoutMs: number | undefined;
  /** When the whole call must be over, on the client's clock. */
  readonly deadlineAt: number;
  /** Name of the rate-limit bucket that it draws from; undefined when it is not to be paced. */
  readonly rateLimitBucket: string | undefined;
  /** Which attempt of its call this belongs to, from 1. */
  readonly attempt: number;
  /** It is part of this process's end. */
  readonly isShuttingDown: boolean;
}

/** The response to one request. */
export interface WireResponse extends Omit<HttpResponse, "attempts" | "elapsedMs"> {
  /** The values of WWW-Authenticate. */
  readonly challenges: readonly string[];
  /** What RateLimit-Limit and RateLimit-Remaining say of the bucket; undefined when they do not. */
  readonly rateLimit: RateLimit | undefined;
  /** Set when this is the token endpoint's refusal: the call itself was never sent. */
  readonly tokenRejected?: true;
}

/**
 * The request with credentials.
 * @param authorization the value of the header: not to be printed
 */
export function withAuthorization(request: WireRequest, authorization: string): WireRequest {
  return { ...request, authorization };
}

/** A layer: takes one request, gives a response or throws TransportError. */
export type Transport = (request: WireRequest) => Promise<WireResponse>;

/** A request that got no response. Holds a code and a sentence, nothing of what the wire library threw. */
export class TransportError extends Error {
  constructor(
    /** The system's or library's code, such as ECONNREFUSED. */
    readonly code: string,
    readonly summary: string,
    /** True when bytes of the request were sent, so that it may have been carried out. */
    readonly requestSent: boolean,
    /** True when repeating cannot help, such as for an untrusted certificate. */
    readonly permanent: boolean,
  ) {
    super(`${summary} (${code})`);
    this.name = "TransportError";
  }

  /** The same failure, seen by a call that was still waiting to be sent. */
  asNotSent(): TransportError {
    return new TransportError(this.code, this.summary, false, this.permanent);
  }
}

/**
 * Tells a refusal of the caller (wrong or expired credentials) from a refusal of the act (a missing role): Atlas answers
 * 401 to both, but names the latter with an error code of its own. A Bearer challenge says it outright (RFC 6750).
 */
export function rejectsCredentials(response: WireResponse): boolean {
  if (response.status !== 401) return false;
  if (response.challenges.some((challenge) => /^bearer\b.*\binvalid_token\b/i.test(challenge))) return true;
  return response.errorCode === undefined || response.errorCode === "UNEXPECTED_ERROR";
}
