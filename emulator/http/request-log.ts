import { splitTarget } from "./request";

/** One request as the log keeps it; never a header, a body's value or a secret. */
export interface LoggedRequest {
  /** Of the official document, or `oauthToken`, `oauthRevoke`; `unknown` where no operation was recognized. */
  readonly operationId: string;
  readonly method: string;
  /** As sent, without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, readonly string[]>>;
  /** 0 if the connection was dropped instead of answered. */
  readonly status: number;
  /** Public key or client id; absent where nobody was recognized. */
  readonly caller?: string;
  readonly auth: "digest" | "bearer" | "basic" | "none";
  /** Names of the body's fields, or `["array"]`; absent without a JSON body. */
  readonly bodyKeys?: readonly string[];
  /** The kind of fault that met it, if any. */
  readonly fault?: string;
  /** The emulator's time at its arrival, ISO 8601. */
  readonly at: string;
  /** How long it took. */
  readonly ms: number;
}

/** What is noted of a request; only a reader of the log pays for making it readable. */
interface NotedRequest {
  readonly operationId: string;
  readonly method: string;
  readonly target: string;
  readonly status: number;
  readonly caller: string | undefined;
  readonly auth: LoggedRequest["auth"];
  readonly bodyKeys: readonly string[] | undefined;
  readonly fault: string | undefined;
  readonly atMs: number;
  readonly ms: number;
}

/** The last requests, oldest first; older ones are forgotten. */
export class RequestLog {
  #entries: NotedRequest[] = [];
  readonly #max: number;

  constructor(max: number) {
    this.#max = max;
  }

  add(entry: NotedRequest): void {
    this.#entries.push(entry);
    // Dropped in batches: shifting an array at every request would cost more than the request.
    if (this.#entries.length > this.#max * 1.2 + 100) this.#entries = this.#entries.slice(-this.#max);
  }

  all(): LoggedRequest[] {
    return this.#max === 0 ? [] : this.#entries.slice(-this.#max).map(readable);
  }

  clear(): void {
    this.#entries = [];
  }
}

function readable({ target, caller, bodyKeys, fault, atMs, ...rest }: NotedRequest): LoggedRequest {
  const { path, query } = splitTarget(target);
  const names = [...new Set(query.keys())];
  const { operationId, method, status, auth, ms } = rest;
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
    ms: Math.round(ms * 10) / 10,
  };
}
