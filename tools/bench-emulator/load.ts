import { createHash } from "node:crypto";
import { connect, type Socket } from "node:net";
import { owner } from "./large-world";

const connections = 8;
const headEnd = Buffer.from("\r\n\r\n");

/**
 * Asks for the same thing over some connections that are kept open, each request signed anew, for some time. Written on
 * sockets, since a client that costs more than the server would measure itself. Returns answers per second.
 */
export async function requestsPerSecond(
  url: string,
  target: string,
  nonce: string,
  ms: number,
): Promise<number> {
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(url)));
  const started = performance.now();
  const counts = await Promise.all(sockets.map((socket) => askUntil(socket, target, nonce, started + ms)));
  const seconds = (performance.now() - started) / 1000;
  return counts.reduce((sum, count) => sum + count, 0) / seconds;
}

function open(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true }, () => resolve(socket));
    socket.once("error", reject);
  });
}

function askUntil(socket: Socket, target: string, nonce: string, end: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let answers = 0;
    let left = 0;
    const next = () => {
      if (performance.now() < end) socket.write(requestText(target, nonce));
      else {
        socket.destroy();
        resolve(answers);
      }
    };
    socket.on("error", reject);
    socket.on("data", (chunk: Buffer) => {
      let rest = chunk.length;
      if (left === 0) {
        const head = chunk.indexOf(headEnd);
        const text = chunk.toString("latin1", 0, head);
        if (!text.startsWith("HTTP/1.1 200 ")) reject(new Error(text));
        left = Number(/content-length: (\d+)/i.exec(text)?.[1]);
        rest = chunk.length - head - headEnd.length;
      }
      left -= rest;
      if (left > 0) return;
      answers++;
      next();
    });
    next();
  });
}

let count = 0;

function requestText(target: string, nonce: string): string {
  const nc = (++count).toString(16).padStart(8, "0");
  const response = md5(`${ha1}:${nonce}:${nc}:bench:auth:${md5(`GET:${target}`)}`);
  return `GET ${target} HTTP/1.1\r\nHost: x\r\nAccept: application/vnd.atlas.2023-01-01+json\r\nAuthorization: Digest username="${owner.publicKey}", realm="MMS Public API", nonce="${nonce}", uri="${target}", response="${response}", algorithm=MD5, qop=auth, nc=${nc}, cnonce="bench"\r\n\r\n`;
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}
const ha1 = md5(`${owner.publicKey}:MMS Public API:${owner.privateKey}`);

/** A nonce to sign with. */
export async function freshNonce(url: string): Promise<string> {
  const { headers } = await fetch(`${url}/api/atlas/v2/orgs`);
  return /nonce="([^"]+)"/.exec(headers.get("www-authenticate") ?? "")?.[1] ?? "";
}

/** One answer of the emulator, to be given by the other server too. */
export function answerTo(url: string, target: string, nonce: string) {
  return new Promise<{ headers: Record<string, string>; body: string }>((resolve, reject) => {
    void open(url).then((socket) => {
      let text = "";
      socket.setEncoding("utf8");
      socket.on("error", reject);
      socket.on("data", (chunk) => {
        text += chunk;
        const [head = "", body] = text.split("\r\n\r\n");
        const lines = head.split("\r\n").slice(1);
        const headers = Object.fromEntries(
          lines.map((line) => line.split(/: (.*)/).slice(0, 2) as [string, string]),
        );
        if (body === undefined || Buffer.byteLength(body) < Number(headers["Content-Length"])) return;
        socket.destroy();
        const { Date: _date, Connection: _connection, "Keep-Alive": _alive, ...own } = headers;
        resolve({ headers: own, body });
      });
      socket.write(requestText(target, nonce));
    }, reject);
  });
}
