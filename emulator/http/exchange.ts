import type { IncomingMessage } from "node:http";
import { isLoopback, plainAddress } from "../auth/addresses";

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

/** Bodies beyond the limit are read to their end and dropped. */
export async function readExchange(
  message: IncomingMessage,
  ownOrigin: string,
  trustForwardedFor: boolean,
  maxBodyBytes: number,
): Promise<Exchange> {
  const target = message.url ?? "/";
  const [path = "/", ...query] = target.split("?");
  return {
    method: message.method ?? "GET",
    target,
    path,
    query: query.length === 0 ? noQuery : new URLSearchParams(query.join("?")),
    message,
    body: hasBody(message) ? await readBody(message, maxBodyBytes) : noBody,
    address: callerAddress(message, trustForwardedFor),
    origin: originOf(message.headers.host, ownOrigin),
  };
}

const noBody = Buffer.alloc(0);
const noQuery = new URLSearchParams();

/** Most requests have none, and waiting for it would cost more than all the rest. */
function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || (headers["content-length"] ?? "0") !== "0";
}

async function readBody(message: IncomingMessage, maxBodyBytes: number): Promise<Buffer | undefined> {
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
  const forwarded = String(message.headers["x-forwarded-for"] ?? "")
    .split(",")[0]
    ?.trim();
  return trustForwardedFor && isLoopback(peer) && forwarded ? plainAddress(forwarded) : peer;
}

function originOf(host: string | undefined, ownOrigin: string): string {
  return host !== undefined && /^[\w.\-:[\]]{1,255}$/.test(host) ? `http://${host}` : ownOrigin;
}
