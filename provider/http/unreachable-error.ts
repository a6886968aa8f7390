/** The error for a request without a response: the attempts, whether it may have been carried out, what to check. */

import { describeAttempts } from "./durations";
import { UnreachableError } from "./errors";
import type { HttpRequest } from "./request";
import { isUntrustedCertificate } from "./transport-errors";
import type { TransportError } from "./wire-request";

/** A request without a response that is not retried any more. */
export interface RetriesExhausted {
  readonly lastError: TransportError;
  readonly attempts: number;
  readonly elapsedMs: number;
  /** True when an attempt was sent and had no response. */
  readonly isAmbiguous: boolean;
}

/** @param usesProxy whether the request went through a proxy */
export function unreachableError(
  request: HttpRequest,
  exhausted: RetriesExhausted,
  baseUrl: string,
  usesProxy: boolean,
): UnreachableError {
  const { lastError, attempts, elapsedMs, isAmbiguous } = exhausted;
  const message =
    `${`${request.operation} ${request.target}`.trim()}: no response from ${baseUrl} after ${describeAttempts(attempts, elapsedMs)}: ` +
    `${lastError.message}. ${isAmbiguous ? "It may have been carried out: check in Atlas before you repeat it. " : ""}` +
    hintFor(lastError, usesProxy);
  return new UnreachableError(message, attempts, isAmbiguous, { cause: lastError });
}

function hintFor(lastError: TransportError, usesProxy: boolean): string {
  if (isUntrustedCertificate(lastError.code)) {
    return "If a private authority signs it, name its certificate in NODE_EXTRA_CA_CERTS";
  }
  const proxy = usesProxy
    ? "the proxy (HTTPS_PROXY, HTTP_PROXY, NO_PROXY)"
    : "whether a proxy (HTTPS_PROXY) is needed";
  return `Check the network, mongodbatlas:baseUrl and ${proxy}`;
}
