/** One exchange on the wire: bounded in time and size, redirects never followed. */
import type { Dispatcher } from "undici";
import { type AnswerHeaders, answerNotice, decodeAnswer } from "./decode";
import type { LazyDispatcher } from "./dispatcher";
import { seconds } from "./durations";
import { noAnswerFrom } from "./failures";
import type { AnswerNotice } from "./settings";
import { type Exchange, NoAnswer, type Transport } from "./wire-request";

/** The largest answer that is read, in bytes; the largest real page is a hundredth of it. */
const maxAnswerBytes = 32 * 1024 * 1024;

/** Options of the innermost layer. */
export interface WireOptions {
  readonly baseUrl: string;
  readonly dispatcher: LazyDispatcher;
  readonly requestTimeoutMs: number;
  readonly userAgent: string;
  readonly now: () => number;
  readonly onAnswer?: ((notice: AnswerNotice) => void) | undefined;
}

/** What arrived, as bytes. */
interface RawAnswer {
  status: number;
  headers: AnswerHeaders;
  readonly chunks: Buffer[];
  size: number;
}

/** The innermost layer. */
export function wire(options: WireOptions): Transport {
  return async (exchange) => {
    const sentAt = options.now();
    const leftMs = exchange.deadlineAt - sentAt;
    const timeoutMs = Math.min(exchange.timeoutMs ?? options.requestTimeoutMs, leftMs);
    if (timeoutMs <= 0) throw new NoAnswer("BUDGET_SPENT", "no time was left to send it", false, true);
    const raw = await dispatched(options.dispatcher.get(), requestOf(exchange, options), timeoutMs);
    options.onAnswer?.(answerNotice(exchange, raw.status, raw.headers, { sentAt, arrivedAt: options.now() }));
    const [first, ...more] = raw.chunks;
    const body = first !== undefined && more.length === 0 ? first : Buffer.concat(raw.chunks);
    return decodeAnswer(raw.status, raw.headers, body, options.baseUrl, options.now());
  };
}

function requestOf(exchange: Exchange, options: WireOptions): Dispatcher.DispatchOptions {
  return {
    origin: options.baseUrl,
    method: exchange.method,
    path: exchange.path,
    headers: headersOf(exchange, options.userAgent),
    body: exchange.body ?? null,
  };
}

/** Names and values in turns, as undici takes them at the least cost. */
function headersOf({ accept, contentType, authorization }: Exchange, userAgent: string): string[] {
  const headers = ["user-agent", userAgent, "accept", accept];
  if (contentType !== undefined) headers.push("content-type", contentType);
  if (authorization !== undefined) headers.push("authorization", authorization);
  return headers;
}

/**
 * undici's own dispatch rather than its `request`: only here is it told when a request begins to be written, and a POST
 * may be repeated exactly when that never happened.
 */
function dispatched(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  timeoutMs: number,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    let begun: Dispatcher.DispatchController | undefined;
    let over = false;
    const giveUp = (failure: NoAnswer) => {
      over = true;
      clearTimeout(timer);
      reject(failure);
      begun?.abort(failure);
    };
    const timer = setTimeout(() => {
      const summary = `no complete answer within ${seconds(timeoutMs)}`;
      giveUp(new NoAnswer("TIMEOUT", summary, begun !== undefined, false));
    }, timeoutMs);
    const raw: RawAnswer = { status: 0, headers: {}, chunks: [], size: 0 };
    dispatcher.dispatch(request, {
      onRequestStart: (controller) => {
        // Given up meanwhile, or about to be written a second time: neither may go out.
        if (over || begun) controller.abort(new NoAnswer("ABORTED", "given up", begun !== undefined, true));
        else begun = controller;
      },
      // Called again for the final answer after an informational one.
      onResponseStart: (_, status, headers) => Object.assign(raw, { status, headers }),
      onResponseData: (_, chunk) => {
        if (keep(raw, chunk) || over) return;
        giveUp(
          new NoAnswer("ANSWER_TOO_LARGE", `the answer exceeds ${maxAnswerBytes / 2 ** 20} MB`, true, true),
        );
      },
      onResponseEnd: () => {
        clearTimeout(timer);
        resolve(raw);
      },
      onResponseError: (_, error) => {
        clearTimeout(timer);
        reject(noAnswerFrom(error, begun !== undefined));
      },
    });
  });
}

/** False when it is too much. */
function keep(raw: RawAnswer, chunk: Buffer): boolean {
  raw.size += chunk.length;
  if (raw.size > maxAnswerBytes) return false;
  raw.chunks.push(chunk);
  return true;
}
