/** The error for a call without an answer: what was tried, what is known of its effect, what to look at. */
import { AtlasUnreachableError } from "../core/errors";
import { tried } from "./durations";
import { isUntrustedCertificate } from "./failures";
import type { HttpCall } from "./request";
import type { NoAnswer } from "./wire-request";

/** What became of a call that is given up. */
export interface GivenUp {
  readonly failure: NoAnswer;
  readonly attempts: number;
  readonly elapsedMs: number;
  /** Some attempt was sent and never answered. */
  readonly maybeDone: boolean;
}

/** @param proxied whether a proxy stood between */
export function unreachable(
  call: HttpCall,
  givenUp: GivenUp,
  baseUrl: string,
  proxied: boolean,
): AtlasUnreachableError {
  const { failure, attempts, elapsedMs, maybeDone } = givenUp;
  const message =
    `${`${call.operation} ${call.target}`.trim()}: no answer from ${baseUrl} after ${tried(attempts, elapsedMs)}: ` +
    `${failure.message}. ${maybeDone ? "It may have been carried out all the same: look before repeating it. " : ""}` +
    adviceFor(failure, proxied);
  return new AtlasUnreachableError(message, attempts, maybeDone, { cause: failure });
}

function adviceFor(failure: NoAnswer, proxied: boolean): string {
  if (isUntrustedCertificate(failure.code)) {
    return "If a private authority signs it, name its certificate in NODE_EXTRA_CA_CERTS";
  }
  const proxy = proxied
    ? "the proxy (HTTPS_PROXY, HTTP_PROXY, NO_PROXY)"
    : "whether a proxy (HTTPS_PROXY) is needed";
  return `Check the network, mongodbatlas:baseUrl and ${proxy}`;
}
