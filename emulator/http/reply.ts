import type { ServerResponse } from "node:http";

/** An answer ready for the wire. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined sends no body and no Content-Length, as 204 was recorded. */
  readonly body?: string | undefined;
}

/** Writes the answer; its headers keep the spelling and order given here. Resolves when it is out, or nobody listens. */
export function send(response: ServerResponse, { status, headers, body }: Reply): Promise<void> {
  const length = body === undefined ? {} : { "Content-Length": Buffer.byteLength(body) };
  return new Promise((resolve) => {
    response.on("close", resolve);
    response.writeHead(status, { ...headers, ...length });
    response.end(body);
  });
}
