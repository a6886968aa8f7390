import type { ServerResponse } from "node:http";

/** A response as it is sent. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined sends no body and no Content-Length, as recorded for 204. */
  readonly body?: string | undefined;
}

/** A response, or `reset`: the connection is closed without a response. */
export type ResponseOrReset = HttpResponse | "reset";

/** Sends a response. Its headers keep the spelling and order given here. */
export function send(response: ServerResponse, { status, headers, body }: HttpResponse): void {
  if (body === undefined) {
    response.writeHead(status, headers);
    response.end();
    return;
  }
  response.writeHead(status, { ...headers, "Content-Length": Buffer.byteLength(body) });
  response.end(body);
}

/** A JSON response of the emulator's own interfaces, without Atlas's headers. */
export function jsonResponse(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  return { status, headers: { "Content-Type": "application/json", ...headers }, body: JSON.stringify(body) };
}
