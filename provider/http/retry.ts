/** Repeats what can be repeated without doing it twice, within one budget of time for each call. */
import { maxFaultyAttempts, type Reason, waitBefore } from "./backoff";
import type { HttpAnswer, HttpCall, Send } from "./request";
import type { Surroundings } from "./settings";
import { tokenRefusal } from "./token-refusal";
import { unreachable } from "./unreachable";
import { type Exchange, NoAnswer, type Transport, type WireAnswer } from "./wire-request";

/** What this layer needs to know. */
export interface RetryOptions extends Surroundings {
  readonly baseUrl: string;
  readonly retryBudgetMs: number;
  readonly proxied: boolean;
}

type Outcome = WireAnswer | NoAnswer;

/** What became of a call so far. */
interface Course {
  readonly startedAt: number;
  attempts: number;
  readonly repeats: Record<Reason, number>;
  /** Some attempt was sent and never answered. */
  maybeDone: boolean;
}

/** Turns calls into exchanges and repeats them. */
export function retrying(next: Transport, options: RetryOptions): Send {
  return async (call) => {
    const course: Course = {
      startedAt: options.now(),
      attempts: 0,
      repeats: { "rate-limit": 0, fault: 0 },
      maybeDone: false,
    };
    for (;;) {
      course.attempts += 1;
      const outcome = await outcomeOf(next(exchangeOf(call, course, options)));
      if (outcome instanceof NoAnswer && outcome.reached && call.method !== "GET") course.maybeDone = true;
      const waitMs = nextWait(call, outcome, course, options);
      if (waitMs === undefined) return conclude(call, outcome, course, options);
      const { operation, target } = call;
      options.onWait({ operation, target, reason: reasonText(outcome), waitMs, attempt: course.attempts });
      await options.sleep(waitMs);
    }
  };
}

function exchangeOf(call: HttpCall, course: Course, options: RetryOptions): Exchange {
  const body = call.body === undefined ? undefined : JSON.stringify(call.body);
  return {
    operation: call.operation,
    target: call.target,
    method: call.method,
    path: call.path,
    accept: call.accept,
    authorization: undefined,
    contentType: body === undefined ? undefined : call.accept,
    body,
    timeoutMs: call.timeoutMs,
    deadlineAt: course.startedAt + options.retryBudgetMs,
    rateLimitBucket: call.rateLimitBucket,
    attempt: course.attempts,
    isFarewell: false,
  };
}

async function outcomeOf(attempt: Promise<WireAnswer>): Promise<Outcome> {
  try {
    return await attempt;
  } catch (error) {
    if (error instanceof NoAnswer) return error;
    throw error;
  }
}

/** Why to send it again; undefined when it must not be, or there is nothing to gain. */
function reasonToRepeat(method: HttpCall["method"], outcome: Outcome): Reason | undefined {
  if (outcome instanceof NoAnswer) {
    return outcome.permanent || (outcome.reached && method === "POST") ? undefined : "fault";
  }
  // A rate limit is applied before anything is done, so even a POST is safe.
  if (outcome.status === 429) return "rate-limit";
  const closed = outcome.status === 405 && outcome.errorCode?.startsWith("WRITES_NOT_ALLOWED") === true;
  if (outcome.status < 500 && !closed) return undefined;
  return method === "POST" && outcome.refusedToken !== true ? undefined : "fault";
}

/** Milliseconds to wait before the next attempt; undefined to stop here. */
function nextWait(
  call: HttpCall,
  outcome: Outcome,
  course: Course,
  options: RetryOptions,
): number | undefined {
  const reason = reasonToRepeat(call.method, outcome);
  if (reason === undefined) return undefined;
  course.repeats[reason] += 1;
  if (course.repeats.fault >= maxFaultyAttempts) return undefined;
  const retryAfterS = outcome instanceof NoAnswer ? undefined : outcome.retryAfterS;
  const waitMs = waitBefore(reason, course.repeats[reason], retryAfterS, options.random);
  const leftMs = course.startedAt + options.retryBudgetMs - options.now();
  // Waiting is for nothing when no time is left after it, and a POST cut off at once would leave a doubt behind.
  const worthwhileMs = Math.min(5_000, options.retryBudgetMs / 10);
  return waitMs + worthwhileMs <= leftMs ? waitMs : undefined;
}

function conclude(call: HttpCall, outcome: Outcome, course: Course, options: RetryOptions): HttpAnswer {
  const elapsedMs = options.now() - course.startedAt;
  if (outcome instanceof NoAnswer) {
    const { attempts, maybeDone } = course;
    throw unreachable(
      call,
      { failure: outcome, attempts, elapsedMs, maybeDone },
      options.baseUrl,
      options.proxied,
    );
  }
  const answer = answerOf(outcome, course.attempts, elapsedMs);
  if (outcome.refusedToken) throw tokenRefusal(call, answer);
  return answer;
}

/** Field by field: taking some away with a rest pattern costs as much as all else in this layer. */
function answerOf(outcome: WireAnswer, attempts: number, elapsedMs: number): HttpAnswer {
  const { status, contentType, json, bodyKind, errorCode, retryAfterS, location } = outcome;
  return { status, contentType, json, bodyKind, errorCode, retryAfterS, location, attempts, elapsedMs };
}

function reasonText(outcome: Outcome): string {
  if (outcome instanceof NoAnswer) return outcome.message;
  return outcome.status === 429 ? "rate limit (429)" : `HTTP ${outcome.status}`;
}
