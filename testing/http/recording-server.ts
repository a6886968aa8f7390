/** A real HTTP server on 127.0.0.1 that remembers what arrived and answers as the test says. */
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";

/** One request as it arrived. */
export interface Arrived {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Connections are numbered from 1 in the order in which they were opened. */
  readonly connection: number;
}

/** Answers one request. `earlier` is how many arrived before it. */
export type Answerer = (arrived: Arrived, response: ServerResponse, earlier: number) => void | Promise<void>;

export interface Recorder {
  readonly url: string;
  readonly port: number;
  readonly arrived: Arrived[];
  readonly server: Server;
  close(): Promise<void>;
}

/** Starts a server; every test closes its own. */
export async function startRecorder(answer: Answerer, server: Server = createServer()): Promise<Recorder> {
  const arrived: Arrived[] = [];
  const connections = new Map<unknown, number>();
  server.on("connection", (socket) => connections.set(socket, connections.size + 1));
  server.on("request", async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const one: Arrived = {
      method: request.method ?? "",
      path: request.url ?? "",
      headers: request.headers,
      body: Buffer.concat(chunks).toString("utf8"),
      connection: connections.get(request.socket) ?? 0,
    };
    arrived.push(one);
    await answer(one, response, arrived.length - 1);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, port, arrived, server, close };
}

/** Answers with JSON. */
export function json(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
) {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(value));
}
