/** Retries what can be repeated without doing it twice, within one time budget for each request. */
import type { HttpRequest, HttpResponse, Send } from "./request";
import { nextDelayMs, type Outcome, type RetryState } from "./retry-policy";
import type { Dependencies } from "./settings";
import { tokenError } from "./token-error";
import { unreachableError } from "./unreachable-error";
import { type Transport, TransportError, type WireRequest, type WireResponse } from "./wire-request";

/** Options of this layer. */
export interface RetryOptions extends Dependencies {
  readonly baseUrl: string;
  readonly retryBudgetMs: number;
  readonly usesProxy: boolean;
}

/** Sends a request as often as the policy allows. Each attempt is a new WireRequest. */
export function withRetries(next: Transport, options: RetryOptions): Send {
  return async (request) => {
    const startedAt = options.now();
    const retryBudgetMs = Math.min(options.retryBudgetMs, (request.deadlineAt ?? Infinity) - startedAt);
    const limits = { ...options, retryBudgetMs };
    const state: RetryState = {
      startedAt,
      attempts: 0,
      retries: { "rate-limit": 0, failure: 0 },
      isAmbiguous: false,
    };
    for (;;) {
      state.attempts += 1;
      const outcome = await settle(next(toWireRequest(request, state, limits)));
      if (outcome instanceof TransportError && outcome.requestSent && request.method !== "GET") {
        state.isAmbiguous = true;
      }
      const waitMs = nextDelayMs(request, outcome, state, limits);
      if (waitMs === undefined || options.isCancelled())
        return resolveOutcome(request, outcome, state, options);
      const { operation, target } = request;
      options.onWait({
        operation,
        target,
        reason: describeOutcome(outcome),
        waitMs,
        attempt: state.attempts,
      });
      await options.sleep(waitMs);
      // The wait ended early. The last outcome says more than that no other attempt followed.
      if (options.isCancelled()) return resolveOutcome(request, outcome, state, options);
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

/** The response, or the error, of a request that is not retried any more. */
function resolveOutcome(
  request: HttpRequest,
  outcome: Outcome,
  state: RetryState,
  options: RetryOptions,
): HttpResponse {
  const { attempts, isAmbiguous } = state;
  const elapsedMs = options.now() - state.startedAt;
  if (outcome instanceof TransportError) {
    const exhausted = { lastError: outcome, attempts, elapsedMs, isAmbiguous };
    throw unreachableError(request, exhausted, options.baseUrl, options.usesProxy);
  }
  const response = toHttpResponse(outcome, attempts, elapsedMs);
  if (outcome.tokenRejected) throw tokenError(request, response);
  return response;
}

/** Copies field by field: a rest pattern costs as much as all the rest of this layer. */
function toHttpResponse(outcome: WireResponse, attempts: number, elapsedMs: number): HttpResponse {
  const { status, contentType, json, bodyKind, errorCode, retryAfterS, location, serverTimeMs } = outcome;
  return {
    status,
    contentType,
    json,
    bodyKind,
    errorCode,
    retryAfterS,
    location,
    serverTimeMs,
    attempts,
    elapsedMs,
  };
}

function describeOutcome(outcome: Outcome): string {
  if (outcome instanceof TransportError) return outcome.message;
  return outcome.status === 429 ? "rate limit (429)" : `HTTP ${outcome.status}`;
}
