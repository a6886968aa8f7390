import type { IncomingMessage } from "node:http";
import { isLoopback, plainAddress } from "../types/ip-block";

/** One request, read whole. */
export interface Exchange {
  readonly method: string;
  /** As sent, with its query. */
  readonly target: string;
  /** As sent, without its query; still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly message: IncomingMessage;
  /** Undefined when it was too large to be kept. */
  readonly body: Buffer | undefined;
  /** Where the caller seems to be. */
  readonly address: string;
  /** What links begin with: the host as the client named it. */
  readonly origin: string;
}

/** A request whose body was read before, or which has none. */
export function toExchange(
  message: IncomingMessage,
  body: Buffer | undefined,
  ownOrigin: string,
  trustForwardedFor: boolean,
): Exchange {
  const target = message.url ?? "/";
  const { path, query } = splitTarget(target);
  return {
    method: message.method ?? "GET",
    target,
    path,
    query,
    message,
    body,
    address: callerAddress(message, trustForwardedFor),
    origin: originOf(message.headers.host, ownOrigin),
  };
}

/** Path and query of what a request asks for. */
export function splitTarget(target: string): { path: string; query: URLSearchParams } {
  const mark = target.indexOf("?");
  return mark < 0
    ? { path: target, query: noQuery }
    : { path: target.slice(0, mark), query: new URLSearchParams(target.slice(mark + 1)) };
}

const noQuery = new URLSearchParams();

/** Bodies beyond the limit are read to their end and dropped: then undefined. */
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
  const peer = plainAddress(message.socket.remoteAddress);
  const forwarded = message.headers["x-forwarded-for"];
  if (forwarded === undefined || !trustForwardedFor || !isLoopback(peer)) return peer;
  return plainAddress(String(forwarded).split(",")[0]?.trim() || peer);
}

function originOf(host: string | undefined, ownOrigin: string): string {
  return host !== undefined && /^[\w.\-:[\]]{1,255}$/.test(host) ? `http://${host}` : ownOrigin;
}
