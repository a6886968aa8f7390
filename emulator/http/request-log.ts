import type { HttpRequest } from "./request";
import { elapsedMs, type RequestTrace } from "./trace";

/** One request in the log; never a header, a body's value or a secret. */
export interface LoggedRequest {
  /** Of the official document, or `oauthToken`, `oauthRevoke`; `unknown` if no operation matches. */
  readonly operationId: string;
  readonly method: string;
  /** As sent, without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, readonly string[]>>;
  /** 0 if the connection was reset instead of a response. */
  readonly status: number;
  /** Public key or client id; absent for a request without valid credentials. */
  readonly caller?: string;
  readonly auth: "digest" | "bearer" | "basic" | "none";
  /** Names of the body's fields, or `["array"]`; absent without a JSON body. */
  readonly bodyKeys?: readonly string[];
  /** The kind of the fault that was applied, if any. */
  readonly fault?: string;
  /** The emulator's time at the request's arrival, ISO 8601. */
  readonly at: string;
  /** Duration in milliseconds. */
  readonly ms: number;
}

/** The last requests, oldest first. */
export class RequestLog {
  #entries: LoggedRequest[] = [];
  readonly #maxEntries: number;

  constructor(maxEntries: number) {
    this.#maxEntries = maxEntries;
  }

  add(request: HttpRequest, trace: RequestTrace, status: number): void {
    this.#entries.push(toLogEntry(request, trace, status));
    if (this.#entries.length > this.#maxEntries) this.#entries.shift();
  }

  all(): LoggedRequest[] {
    return [...this.#entries];
  }

  clear(): void {
    this.#entries = [];
  }
}

function toLogEntry(
  { method, path, query }: HttpRequest,
  trace: RequestTrace,
  status: number,
): LoggedRequest {
  const { operationId, caller, auth, bodyKeys, fault, atMs } = trace;
  const names = [...new Set(query.keys())];
  return {
    operationId,
    method,
    path,
    query: Object.fromEntries(names.map((name) => [name, query.getAll(name)])),
    status,
    ...(caller !== undefined && { caller }),
    auth,
    ...(bodyKeys !== undefined && { bodyKeys }),
    ...(fault !== undefined && { fault }),
    at: new Date(atMs).toISOString(),
    ms: Math.round(elapsedMs(trace) * 10) / 10,
  };
}
