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
  if (body === undefined) {
    response.writeHead(status, headers);
    response.end();
    return;
  }
  const length = lengthOf(body);
  // What was put into the headers may have been cut short by a fault since.
  const isTold = headers["Content-Length"] === length;
  response.writeHead(status, isTold ? headers : { ...headers, "Content-Length": length });
  // As many bytes as characters are ASCII, which Node writes faster under this name.
  if (typeof body === "string" && length === String(body.length)) response.end(body, "latin1");
  else response.end(body);
}

/** As a header says it. */
export function lengthOf(body: string | Buffer): string {
  return String(typeof body === "string" ? Buffer.byteLength(body) : body.length);
}
