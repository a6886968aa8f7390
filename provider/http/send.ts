/** One exchange on the wire: bounded in time and size, redirects never followed. */
import type { Dispatcher } from "undici";
import { decodeAnswer } from "./decode";
import type { LazyDispatcher } from "./dispatcher";
import { seconds } from "./durations";
import { type Exchange, NoAnswer, type Transport, type WireAnswer } from "./exchange";
import { noAnswerFrom } from "./failures";

/** The largest answer that is read, in bytes; the largest real page is a hundredth of it. */
export const maxAnswerBytes = 32 * 1024 * 1024;

/** Options of the innermost layer. */
export interface WireOptions {
  readonly baseUrl: string;
  readonly dispatcher: LazyDispatcher;
  readonly requestTimeoutMs: number;
  readonly userAgent: string;
  readonly now: () => number;
}

/** The innermost layer. */
export function wire(options: WireOptions): Transport {
  return (exchange) => {
    const timeoutMs = Math.min(
      exchange.timeoutMs ?? options.requestTimeoutMs,
      exchange.deadlineAt - options.now(),
    );
    if (timeoutMs <= 0)
      return Promise.reject(new NoAnswer("BUDGET_SPENT", "no time left to send it", false, true));
    return dispatchOnce(exchange, timeoutMs, options);
  };
}

/**
 * undici's own dispatch rather than its `request`: only here is it told when a request begins to be written, and a POST
 * may be repeated exactly when that never happened.
 */
function dispatchOnce(exchange: Exchange, timeoutMs: number, options: WireOptions): Promise<WireAnswer> {
  const { promise, resolve, reject } = pending<WireAnswer>();
  let controller: Dispatcher.DispatchController | undefined;
  let over = false;
  const finish = (act: () => void) => {
    if (over) return;
    over = true;
    clearTimeout(timer);
    act();
  };
  const giveUp = (code: string, summary: string, permanent: boolean) =>
    finish(() => {
      reject(new NoAnswer(code, summary, controller !== undefined, permanent));
      controller?.abort(new Error(summary));
    });
  const timer = setTimeout(() => {
    giveUp("TIMEOUT", `no complete answer within ${seconds(timeoutMs)}`, false);
  }, timeoutMs);
  const chunks: Buffer[] = [];
  let size = 0;
  let head: { status: number; headers: Dispatcher.ResponseData["headers"] } | undefined;
  options.dispatcher.get().dispatch(requestOf(exchange, options), {
    onRequestStart: (started) => {
      if (over) started.abort(new Error("given up before it was sent"));
      else controller = started;
    },
    onResponseStart: (_, status, headers) => {
      head = { status, headers };
    },
    onResponseData: (_, chunk) => {
      size += chunk.length;
      if (size > maxAnswerBytes)
        giveUp("ANSWER_TOO_LARGE", `the answer exceeds ${maxAnswerBytes / 1048576} MB`, true);
      else chunks.push(chunk);
    },
    onResponseEnd: () =>
      finish(() => {
        const { status = 0, headers = {} } = head ?? {};
        resolve(decodeAnswer(status, headers, Buffer.concat(chunks), options.baseUrl, options.now()));
      }),
    onResponseError: (_, error) => finish(() => reject(noAnswerFrom(error, controller !== undefined))),
  });
  return promise;
}

function requestOf(exchange: Exchange, options: WireOptions): Dispatcher.DispatchOptions {
  return {
    origin: options.baseUrl,
    method: exchange.method,
    path: exchange.path,
    headers: { "user-agent": options.userAgent, ...exchange.headers },
    body: exchange.body ?? null,
  };
}

function pending<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<T>((ok, no) => {
    resolve = ok;
    reject = no;
  });
  return { promise, resolve, reject };
}
