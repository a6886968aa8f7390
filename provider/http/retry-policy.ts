/**
 * Which outcomes of an attempt are retried, and when. Pure. A 429 is retried for every method, also a POST, until the retry budget
 * is exhausted: backoff.ts has the delays, and atlas/error-hints.ts the advice in the error after the last attempt.
 */
import { maxFailedAttempts, type RetryReason, retryDelayMs } from "./backoff";
import type { HttpRequest } from "./request";
import { TransportError, type WireResponse } from "./wire-request";

/** The result of an attempt. */
export type Outcome = WireResponse | TransportError;

/** The attempts of one request so far. */
export interface RetryState {
  readonly startedAt: number;
  attempts: number;
  readonly retries: Record<RetryReason, number>;
  /** True when an attempt was sent and had no response: it may have been carried out. */
  isAmbiguous: boolean;
}

/** The options of a decision. */
export interface RetryPolicyOptions {
  readonly retryBudgetMs: number;
  readonly now: () => number;
  readonly random: () => number;
}

/**
 * Counts the outcome and decides about a retry.
 * @returns milliseconds until the next attempt; undefined when the outcome is final
 */
export function nextDelayMs(
  request: HttpRequest,
  outcome: Outcome,
  state: RetryState,
  { retryBudgetMs, now, random }: RetryPolicyOptions,
): number | undefined {
  const reason = retryReason(request.method, outcome);
  if (reason === undefined) return undefined;
  state.retries[reason] += 1;
  if (state.retries.failure >= maxFailedAttempts) return undefined;
  const retryAfterS = outcome instanceof TransportError ? undefined : outcome.retryAfterS;
  const delayMs = retryDelayMs(reason, state.retries[reason], retryAfterS, random);
  const budgetLeftMs = state.startedAt + retryBudgetMs - now();
  // A delay needs time for an attempt after it. A POST that is cut off at once would also be ambiguous.
  const minAttemptMs = Math.min(5_000, retryBudgetMs / 10);
  return delayMs + minAttemptMs <= budgetLeftMs ? delayMs : undefined;
}

/** Undefined when a retry could do the request twice, or cannot help. */
function retryReason(method: HttpRequest["method"], outcome: Outcome): RetryReason | undefined {
  if (outcome instanceof TransportError) {
    return outcome.permanent || (outcome.requestSent && method === "POST") ? undefined : "failure";
  }
  // Atlas applies a rate limit before it does anything, so that even a POST is safe to repeat.
  if (outcome.status === 429) return "rate-limit";
  const inMaintenance =
    outcome.status === 405 && outcome.errorCode?.startsWith("WRITES_NOT_ALLOWED") === true;
  if (outcome.status < 500 && !inMaintenance) return undefined;
  return method === "POST" && outcome.tokenRejected !== true ? undefined : "failure";
}
