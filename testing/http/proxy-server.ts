/** A forward proxy on 127.0.0.1. */
import { createServer, request as httpRequest } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

/** A proxy that tunnels every host to one port of this machine, and records the requested hosts. */
export async function startProxy(port: number, refusal?: number) {
  const asked: string[] = [];
  const authorizations: Array<string | undefined> = [];
  const server = createServer((incoming, outgoing) => {
    asked.push(incoming.url ?? "");
    const { pathname, search } = new URL(incoming.url ?? "");
    const path = `${pathname}${search}`;
    incoming.pipe(
      httpRequest({ port, path, method: incoming.method, headers: incoming.headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      }),
    );
  });
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => sockets.add(socket));
  server.on("connect", (incoming, socket) => {
    asked.push(incoming.url ?? "");
    authorizations.push(incoming.headers["proxy-authorization"]);
    socket.on("error", () => undefined);
    if (refusal) return void socket.end(`HTTP/1.1 ${refusal} No\r\ncontent-length: 0\r\n\r\n`);
    const through = connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      through.pipe(socket).pipe(through);
    });
    through.on("error", () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      // A tunnel is no longer a connection of the server's own.
      for (const socket of sockets) socket.destroy();
    });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { host, asked, authorizations, close };
}
