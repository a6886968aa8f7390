/** Sends one request with undici, with a time limit and a size limit. Never follows redirects. */
import type { Dispatcher } from "undici";
import { decodeResponse, type ResponseHeaders, responseEvent } from "./decode";
import type { LazyDispatcher } from "./dispatcher";
import { seconds } from "./durations";
import type { ResponseEvent } from "./settings";
import { toTransportError } from "./transport-errors";
import { type Transport, TransportError, type WireRequest } from "./wire-request";

/** The largest accepted response, in bytes: a hundred times the largest page of Atlas. */
const maxResponseBytes = 32 * 1024 * 1024;

/** Options of the innermost layer. */
export interface WireTransportOptions {
  readonly baseUrl: string;
  readonly dispatcher: LazyDispatcher;
  readonly requestTimeoutMs: number;
  readonly userAgent: string;
  readonly now: () => number;
  readonly onResponse?: ((notice: ResponseEvent) => void) | undefined;
}

/** A response before it is decoded. */
interface RawResponse {
  status: number;
  headers: ResponseHeaders;
  readonly chunks: Buffer[];
  size: number;
}

/** The innermost layer. */
export function wireTransport(options: WireTransportOptions): Transport {
  return async (request) => {
    const sentAt = options.now();
    const leftMs = request.deadlineAt - sentAt;
    const timeoutMs = Math.min(request.timeoutMs ?? options.requestTimeoutMs, leftMs);
    if (timeoutMs <= 0) throw new TransportError("BUDGET_SPENT", "no time was left to send it", false, true);
    const raw = await dispatch(options.dispatcher.get(), toDispatchOptions(request, options), timeoutMs);
    options.onResponse?.(
      responseEvent(request, raw.status, raw.headers, { sentAt, arrivedAt: options.now() }),
    );
    const [first, ...more] = raw.chunks;
    const body = first !== undefined && more.length === 0 ? first : Buffer.concat(raw.chunks);
    return decodeResponse(raw.status, raw.headers, body, options.baseUrl, options.now());
  };
}

function toDispatchOptions(request: WireRequest, options: WireTransportOptions): Dispatcher.DispatchOptions {
  return {
    origin: options.baseUrl,
    method: request.method,
    path: request.path,
    headers: toHeaders(request, options.userAgent),
    body: request.body ?? null,
  };
}

/** Names and values in turn, the form that undici handles fastest. */
function toHeaders({ accept, contentType, authorization }: WireRequest, userAgent: string): string[] {
  const headers = ["user-agent", userAgent, "accept", accept];
  if (contentType !== undefined) headers.push("content-type", contentType);
  if (authorization !== undefined) headers.push("authorization", authorization);
  return headers;
}

/**
 * Uses undici's `dispatch` instead of `request`, because only `dispatch` reports when undici starts to write the request.
 * A POST may be retried only if that never happened.
 */
function dispatch(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  timeoutMs: number,
): Promise<RawResponse> {
  return new Promise((resolve, reject) => {
    let startedController: Dispatcher.DispatchController | undefined;
    let settled = false;
    const fail = (error: TransportError) => {
      settled = true;
      clearTimeout(timer);
      reject(error);
      startedController?.abort(error);
    };
    const timer = setTimeout(() => {
      const summary = `no complete response within ${seconds(timeoutMs)}`;
      fail(new TransportError("TIMEOUT", summary, startedController !== undefined, false));
    }, timeoutMs);
    const raw: RawResponse = { status: 0, headers: {}, chunks: [], size: 0 };
    dispatcher.dispatch(request, {
      onRequestStart: (controller) => {
        // Already failed, or about to be written a second time: do not send it.
        if (settled || startedController)
          controller.abort(
            new TransportError("ABORTED", "request aborted", startedController !== undefined, true),
          );
        else startedController = controller;
      },
      // Called again for the final response after an informational (1xx) one.
      onResponseStart: (_, status, headers) => Object.assign(raw, { status, headers }),
      onResponseData: (_, chunk) => {
        if (appendChunk(raw, chunk) || settled) return;
        fail(
          new TransportError(
            "RESPONSE_TOO_LARGE",
            `the response exceeds ${maxResponseBytes / 2 ** 20} MB`,
            true,
            true,
          ),
        );
      },
      onResponseEnd: () => {
        clearTimeout(timer);
        resolve(raw);
      },
      onResponseError: (_, error) => {
        clearTimeout(timer);
        reject(toTransportError(error, startedController !== undefined));
      },
    });
  });
}

/** False when the response is too large. */
function appendChunk(raw: RawResponse, chunk: Buffer): boolean {
  raw.size += chunk.length;
  if (raw.size > maxResponseBytes) return false;
  raw.chunks.push(chunk);
  return true;
}
