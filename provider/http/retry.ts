/** Repeats what can be repeated without doing it twice, within one budget of time for each request. */
import { maxFailedAttempts, type RetryReason, retryDelayMs } from "./backoff";
import type { HttpRequest, HttpResponse, Send } from "./request";
import type { Dependencies } from "./settings";
import { tokenError } from "./token-error";
import { unreachableError } from "./unreachable-error";
import { type Transport, TransportError, type WireRequest, type WireResponse } from "./wire-request";

/** What this layer needs to know. */
export interface RetryOptions extends Dependencies {
  readonly baseUrl: string;
  readonly retryBudgetMs: number;
  readonly usesProxy: boolean;
}

type Outcome = WireResponse | TransportError;

/** What became of a request so far. */
interface RetryState {
  readonly startedAt: number;
  attempts: number;
  readonly retries: Record<RetryReason, number>;
  /** Some attempt was sent and never answered. */
  isAmbiguous: boolean;
}

/** Turns calls into requests and repeats them. */
export function withRetries(next: Transport, options: RetryOptions): Send {
  return async (request) => {
    const state: RetryState = {
      startedAt: options.now(),
      attempts: 0,
      retries: { "rate-limit": 0, fault: 0 },
      isAmbiguous: false,
    };
    for (;;) {
      state.attempts += 1;
      const outcome = await settle(next(toWireRequest(request, state, options)));
      if (outcome instanceof TransportError && outcome.requestSent && request.method !== "GET")
        state.isAmbiguous = true;
      const waitMs = nextDelayMs(request, outcome, state, options);
      if (waitMs === undefined) return resolveOutcome(request, outcome, state, options);
      const { operation, target } = request;
      options.onWait({
        operation,
        target,
        reason: describeOutcome(outcome),
        waitMs,
        attempt: state.attempts,
      });
      await options.sleep(waitMs);
    }
  };
}

function toWireRequest(request: HttpRequest, state: RetryState, options: RetryOptions): WireRequest {
  const body = request.body === undefined ? undefined : JSON.stringify(request.body);
  return {
    operation: request.operation,
    target: request.target,
    method: request.method,
    path: request.path,
    accept: request.accept,
    authorization: undefined,
    contentType: body === undefined ? undefined : request.accept,
    body,
    timeoutMs: request.timeoutMs,
    deadlineAt: state.startedAt + options.retryBudgetMs,
    rateLimitBucket: request.rateLimitBucket,
    attempt: state.attempts,
    isShuttingDown: false,
  };
}

async function settle(attempt: Promise<WireResponse>): Promise<Outcome> {
  try {
    return await attempt;
  } catch (error) {
    if (error instanceof TransportError) return error;
    throw error;
  }
}

/** Why to send it again; undefined when it must not be, or there is nothing to gain. */
function retryReason(method: HttpRequest["method"], outcome: Outcome): RetryReason | undefined {
  if (outcome instanceof TransportError) {
    return outcome.permanent || (outcome.requestSent && method === "POST") ? undefined : "fault";
  }
  // A rate limit is applied before anything is done, so even a POST is safe.
  if (outcome.status === 429) return "rate-limit";
  const closed = outcome.status === 405 && outcome.errorCode?.startsWith("WRITES_NOT_ALLOWED") === true;
  if (outcome.status < 500 && !closed) return undefined;
  return method === "POST" && outcome.tokenRejected !== true ? undefined : "fault";
}

/** Milliseconds to wait before the next attempt; undefined to stop here. */
function nextDelayMs(
  request: HttpRequest,
  outcome: Outcome,
  state: RetryState,
  options: RetryOptions,
): number | undefined {
  const reason = retryReason(request.method, outcome);
  if (reason === undefined) return undefined;
  state.retries[reason] += 1;
  if (state.retries.fault >= maxFailedAttempts) return undefined;
  const retryAfterS = outcome instanceof TransportError ? undefined : outcome.retryAfterS;
  const waitMs = retryDelayMs(reason, state.retries[reason], retryAfterS, options.random);
  const leftMs = state.startedAt + options.retryBudgetMs - options.now();
  // Waiting is for nothing when no time is left after it, and a POST cut off at once would leave a doubt behind.
  const minRemainingMs = Math.min(5_000, options.retryBudgetMs / 10);
  return waitMs + minRemainingMs <= leftMs ? waitMs : undefined;
}

function resolveOutcome(
  request: HttpRequest,
  outcome: Outcome,
  state: RetryState,
  options: RetryOptions,
): HttpResponse {
  const elapsedMs = options.now() - state.startedAt;
  if (outcome instanceof TransportError) {
    const { attempts, isAmbiguous } = state;
    throw unreachableError(
      request,
      { lastError: outcome, attempts, elapsedMs, isAmbiguous },
      options.baseUrl,
      options.usesProxy,
    );
  }
  const response = toHttpResponse(outcome, state.attempts, elapsedMs);
  if (outcome.tokenRejected) throw tokenError(request, response);
  return response;
}

/** Field by field: taking some away with a rest pattern costs as much as all else in this layer. */
function toHttpResponse(outcome: WireResponse, attempts: number, elapsedMs: number): HttpResponse {
  const { status, contentType, json, bodyKind, errorCode, retryAfterS, location } = outcome;
  return { status, contentType, json, bodyKind, errorCode, retryAfterS, location, attempts, elapsedMs };
}

function describeOutcome(outcome: Outcome): string {
  if (outcome instanceof TransportError) return outcome.message;
  return outcome.status === 429 ? "rate limit (429)" : `HTTP ${outcome.status}`;
}
