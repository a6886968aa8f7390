import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { isLoopback, normalizeAddress } from "../types/ip-block";

/** One request with its whole body. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  /** As sent, without the query; still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Undefined if it exceeded the limit. */
  readonly body: Buffer | undefined;
  /** The caller's IP address. */
  readonly address: string;
  /** Scheme and host as the client named them; links in responses begin with it. */
  readonly origin: string;
}

export function toHttpRequest(
  message: IncomingMessage,
  body: Buffer | undefined,
  defaultOrigin: string,
  trustForwardedFor: boolean,
): HttpRequest {
  const target = message.url ?? "/";
  const { path, query } = splitTarget(target);
  return {
    method: message.method ?? "GET",
    target,
    path,
    query,
    headers: message.headers,
    body,
    address: callerAddress(message, trustForwardedFor),
    origin: originOf(message.headers.host, defaultOrigin),
  };
}

/** Splits a request target into path and query. */
function splitTarget(target: string): { path: string; query: URLSearchParams } {
  const mark = target.indexOf("?");
  return mark < 0
    ? { path: target, query: new URLSearchParams() }
    : { path: target.slice(0, mark), query: new URLSearchParams(target.slice(mark + 1)) };
}

/** Reads a body to its end. Returns undefined for a body that exceeds the limit. */
export async function readBody(message: IncomingMessage, maxBodyBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBodyBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  return size > maxBodyBytes ? undefined : Buffer.concat(chunks);
}

function callerAddress(message: IncomingMessage, trustForwardedFor: boolean): string {
  const peer = normalizeAddress(message.socket.remoteAddress);
  const forwarded = message.headers["x-forwarded-for"];
  if (forwarded === undefined || !trustForwardedFor || !isLoopback(peer)) return peer;
  return normalizeAddress(String(forwarded).split(",")[0]?.trim() || peer);
}

function originOf(host: string | undefined, defaultOrigin: string): string {
  return host !== undefined && /^[\w.\-:[\]]{1,255}$/.test(host) ? `http://${host}` : defaultOrigin;
}
