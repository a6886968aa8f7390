import { Agent, request as send } from "node:http";
import { connect } from "node:net";
import { bytesOf } from "./bodies";
import type { FuzzRequest } from "./requests";

/** The response to one request. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 32 });
/** Much longer than any response takes, even after a body of ten megabytes on a busy machine. */
const patienceMs = 20_000;

/** Sends a request and reads its response to the end. @throws when there is none in time, or the connection ends early */
export function exchange(
  url: string,
  request: FuzzRequest,
  authorization: string | undefined,
): Promise<Answer> {
  const { hostname, port } = new URL(url);
  const { method, target, chunked } = request;
  const body = request.body && bytesOf(request.body);
  const headers: Record<string, string> = { ...request.headers };
  if (authorization !== undefined) headers.authorization = authorization;
  if (body !== undefined && !chunked) headers["content-length"] = String(body.length);
  if (body !== undefined && chunked) headers["transfer-encoding"] = "chunked";
  return new Promise((resolve, reject) => {
    const sent = send(
      { hostname, port, method, path: target, headers, agent, timeout: patienceMs },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString("utf8");
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
        });
      },
    );
    sent.on("timeout", () => sent.destroy(new Error(`no answer within ${patienceMs} ms`)));
    sent.on("error", reject);
    if (body !== undefined && chunked) for (const piece of pieces(body)) sent.write(piece);
    else if (body !== undefined) sent.write(body);
    sent.end();
  });
}

function pieces(body: Buffer): Buffer[] {
  const size = Math.max(1, Math.ceil(body.length / 5));
  return [0, 1, 2, 3, 4]
    .map((i) => body.subarray(i * size, (i + 1) * size))
    .filter(({ length }) => length > 0);
}

/** Bytes on a raw connection, in pieces with waits in between; then the client closes it. */
export interface Conversation {
  readonly pieces: readonly string[];
  readonly waitMs: number;
  /** Resets the connection instead of closing it. */
  readonly rude: boolean;
}

/** The bytes from the server before the connection closed; may be empty. */
export function converse(url: string, { pieces: parts, waitMs, rude }: Conversation): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let heard = "";
    const socket = connect(Number(port), hostname);
    const late = setTimeout(() => reject(new Error(`still connected after ${patienceMs} ms`)), patienceMs);
    socket.on("data", (chunk) => {
      heard += chunk.toString("latin1");
    });
    // A server may close the connection while it receives invalid data.
    socket.on("error", () => undefined);
    socket.on("close", () => {
      clearTimeout(late);
      resolve(heard);
    });
    const say = (i: number) => {
      const part = parts[i];
      if (socket.destroyed) return;
      if (part === undefined) {
        if (rude) socket.resetAndDestroy();
        else socket.end();
        return;
      }
      socket.write(Buffer.from(part, "latin1"));
      setTimeout(say, waitMs, i + 1);
    };
    socket.on("connect", () => say(0));
  });
}
