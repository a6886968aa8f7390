import type { ServerResponse } from "node:http";

/** An answer ready for the wire. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined sends no body and no Content-Length, as 204 was recorded. */
  readonly body?: string | undefined;
}

/** Writes the answer; its headers keep the spelling and order given here. */
export function send(response: ServerResponse, { status, headers, body }: Reply): void {
  if (body === undefined) {
    response.writeHead(status, headers);
    response.end();
    return;
  }
  response.writeHead(status, { ...headers, "Content-Length": Buffer.byteLength(body) });
  response.end(body);
}
