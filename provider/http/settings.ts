/** Settings of the HTTP client, as plain data. `provider/config` makes them; this folder never reads the environment. */

/** Credentials. Held in memory only: never part of a log, an error or the state. */
export type ClientCredentials =
  | { readonly kind: "token"; readonly accessToken: string }
  | { readonly kind: "service-account"; readonly clientId: string; readonly clientSecret: string }
  | { readonly kind: "api-key"; readonly publicKey: string; readonly privateKey: string };

/** Where trace lines are written: standard error, or appended to a file. Undefined: no trace. */
export type TraceTarget =
  | { readonly kind: "stderr" }
  | { readonly kind: "file"; readonly path: string }
  | undefined;

/** Settings of one client. */
export interface ClientSettings {
  /** Scheme, host and port only, without a trailing slash: `https://cloud.mongodb.com`. */
  readonly baseUrl: string;
  readonly credentials: ClientCredentials;
  /** Milliseconds for one attempt, from sending to the last byte of the response. */
  readonly requestTimeoutMs: number;
  /** Milliseconds for one request in all, with its retries and delays. */
  readonly retryBudgetMs: number;
  readonly proxies: {
    /** Proxy for plain http addresses; may carry a password. */
    readonly httpProxy: string | undefined;
    /** Proxy for https addresses; may carry a password. */
    readonly httpsProxy: string | undefined;
    /** Hosts to reach without a proxy, as in NO_PROXY. */
    readonly noProxy: string | undefined;
  };
  readonly trace: TraceTarget;
}

/** A delay before an attempt, so that the host can log it. */
export interface WaitEvent {
  readonly operation: string;
  readonly target: string;
  /** The reason as text: `rate limit (429)`, `its rate limit is nearly reached`, `HTTP 503`, `connection dropped (ECONNRESET)`. */
  readonly reason: string;
  readonly waitMs: number;
  /** The last attempt, or the one that is delayed. */
  readonly attempt: number;
}

/** RateLimit-Limit and RateLimit-Remaining: capacity of the request's rate-limit bucket, and what is left in it. */
export interface RateLimit {
  readonly capacity: number;
  readonly remaining: number;
}

/** Headers of a response about the server. Also emitted for Digest challenges. */
export interface ResponseEvent {
  readonly method: string;
  /** As sent, with its query. */
  readonly path: string;
  readonly status: number;
  /** The Date header: the server's clock, in whole seconds. */
  readonly date: string | undefined;
  /** Undefined without these headers. */
  readonly rateLimit: RateLimit | undefined;
  /** Milliseconds since 1970, on the client's clock. */
  readonly sentAt: number;
  readonly arrivedAt: number;
}

/** Events for the caller, and dependencies that a test replaces. */
export interface ClientHooks {
  /** Called before each delay. */
  readonly onWait?: (notice: WaitEvent) => void;
  /** Called for every response. */
  readonly onResponse?: (notice: ResponseEvent) => void;
  /** Milliseconds since 1970. Default: Date.now. */
  readonly now?: () => number;
  /** Default: a timer. */
  readonly sleep?: (delayMs: number) => Promise<void>;
  /** From 0 up to, not including, 1. Default: Math.random. */
  readonly random?: () => number;
  /** True when the run was cancelled: no attempt begins, and no retry follows. Requests during shutdown are sent. Default: false. */
  readonly isCancelled?: () => boolean;
  /** Wraps every HTTP request, except for those during shutdown. Must return the result unchanged. */
  readonly wrapRequest?: <T>(send: () => Promise<T>) => Promise<T>;
}

/** The dependencies of the layers, with defaults. */
export type Dependencies = Required<Omit<ClientHooks, "onResponse">>;

/** Adds the defaults. */
export function resolveDependencies(hooks: ClientHooks): Dependencies {
  return {
    onWait: hooks.onWait ?? (() => undefined),
    now: hooks.now ?? Date.now,
    sleep: hooks.sleep ?? ((delayMs) => new Promise((resolve) => setTimeout(resolve, delayMs))),
    random: hooks.random ?? Math.random,
    isCancelled: hooks.isCancelled ?? (() => false),
    wrapRequest: hooks.wrapRequest ?? ((send) => send()),
  };
}
