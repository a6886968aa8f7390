import type { ServerResponse } from "node:http";

/** An answer ready for the wire. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined sends no body and no Content-Length, as 204 was recorded. */
  readonly body?: string | undefined;
}

/** Writes the answer; its headers keep the spelling and order given here. */
export function send(response: ServerResponse, reply: Reply): Promise<void> {
  const bytes = reply.body === undefined ? undefined : Buffer.from(reply.body);
  for (const [name, value] of Object.entries(reply.headers)) response.setHeader(name, value);
  if (bytes !== undefined) response.setHeader("Content-Length", bytes.length);
  return new Promise((resolve) => {
    response.on("close", resolve);
    response.writeHead(reply.status);
    response.end(bytes, () => resolve());
  });
}
