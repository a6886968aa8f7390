/** The error for a request without a response: the attempts, whether it may have been carried out, what to check. */

import { describeAttempts } from "./durations";
import { UnreachableError } from "./errors";
import type { HttpRequest } from "./request";
import { isUntrustedCertificate } from "./transport-errors";
import { TransportError } from "./wire-request";

const cancelledCode = "CANCELLED";

/** The error for an attempt that was not begun because the run was cancelled. */
export function cancelledError(): TransportError {
  return new TransportError(cancelledCode, "the run was cancelled before it was sent", false, true);
}

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
  const subject = `${request.operation} ${request.target}`.trim();
  if (lastError.code === cancelledCode && !isAmbiguous) {
    const message = `${subject}: not sent, because the run was cancelled. Run the command again`;
    return new UnreachableError(message, attempts, isAmbiguous, { cause: lastError });
  }
  const message =
    `${subject}: no response from ${baseUrl} after ${describeAttempts(attempts, elapsedMs)}: ` +
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
