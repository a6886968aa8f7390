import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

/** A proxy between provider and Atlas that changes what comes back. */
export interface TamperingProxy {
  /** Base URL for the provider. */
  readonly url: string;
  close(): Promise<void>;
}

/** Changes the answer to the request of that method; its body is JSON. */
type Tamper = (body: Record<string, unknown>) => Record<string, unknown>;

/** Starts a proxy to `target` that changes the responses of a status to requests of a method. */
export async function tamperingProxy(
  target: string,
  tamper: Tamper,
  { changedMethod = "POST", status = 200 } = {},
): Promise<TamperingProxy> {
  const server = createServer((incoming, reply) => {
    const { method, url = "/", headers } = incoming;
    const outgoing = request(new URL(url, target), { method, headers }, async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk as Buffer);
      const changes = method === changedMethod && answer.statusCode === status;
      const text = Buffer.concat(chunks).toString();
      const body = changes ? JSON.stringify(tamper(JSON.parse(text))) : text;
      reply.writeHead(answer.statusCode ?? 502, {
        ...answer.headers,
        "content-length": Buffer.byteLength(body),
      });
      reply.end(body);
    });
    incoming.pipe(outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
