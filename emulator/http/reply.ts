import type { ServerResponse } from "node:http";

/** An answer ready for the wire. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined sends no body and no Content-Length, as 204 was recorded. */
  readonly body?: string | Buffer | undefined;
}

/** Writes the answer; its headers keep the spelling and order given here. */
export function send(response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, body === undefined ? headers : { ...headers, "Content-Length": lengthOf(body) });
  response.end(body);
}

/** As a header says it. */
export function lengthOf(body: string | Buffer): string {
  return String(typeof body === "string" ? Buffer.byteLength(body) : body.length);
}
