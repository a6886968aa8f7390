import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Node's own server and nothing else: answers the same headers and bytes to whatever it is asked. */
const bodies = new Map<string, { readonly headers: Record<string, string>; readonly body: Buffer }>();

process.on(
  "message",
  ({ target, headers, body }: { target: string; headers: Record<string, string>; body: string }) => {
    bodies.set(target, { headers, body: Buffer.from(body) });
    process.send?.({});
  },
);

const server = createServer((request, response) => {
  const answer = bodies.get(request.url ?? "");
  if (answer === undefined) throw new Error(`nothing to answer to ${request.url}`);
  response.writeHead(200, answer.headers);
  response.end(answer.body);
});
server.listen(0, "127.0.0.1", () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, startMs: 0 });
});
