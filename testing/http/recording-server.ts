/** An HTTP server on 127.0.0.1 that records requests and responds as the test defines. */
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";

/** One request as it arrived. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Connections are numbered from 1 in the order in which they were opened. */
  readonly connection: number;
}

/** Responds to a request. `earlier` is the number of requests before it. */
export type RequestHandler = (
  arrived: RecordedRequest,
  response: ServerResponse,
  earlier: number,
) => void | Promise<void>;

export interface RecordingServer {
  readonly url: string;
  readonly port: number;
  readonly arrived: RecordedRequest[];
  readonly server: Server;
  close(): Promise<void>;
}

/** Starts a server. The test must close it. */
export async function startRecordingServer(
  answer: RequestHandler,
  server: Server = createServer(),
): Promise<RecordingServer> {
  const arrived: RecordedRequest[] = [];
  const connections = new Map<unknown, number>();
  server.on("connection", (socket) => connections.set(socket, connections.size + 1));
  server.on("request", async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const one: RecordedRequest = {
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

/** Responds with JSON. */
export function json(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
) {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(value));
}
