/**
 * What the client needs to know, as plain data. `provider/config` makes it; this folder never reads the environment.
 */

/** Who we say we are. Held in memory only: never printed, never put into an error. */
export type ClientCredentials =
  | { readonly kind: "token"; readonly accessToken: string }
  | { readonly kind: "service-account"; readonly clientId: string; readonly clientSecret: string }
  | { readonly kind: "api-key"; readonly publicKey: string; readonly privateKey: string };

/** Where trace lines go: standard error, or the end of a file. Undefined: nowhere. */
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
  /** Milliseconds for one call in all, attempts and waits together. */
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

/** Told before each wait, so that a run that waits can say so. */
export interface WaitEvent {
  readonly operation: string;
  readonly target: string;
  /** Why, in words: `rate limit (429)`, `its rate limit is nearly reached`, `HTTP 503`, `connection dropped (ECONNRESET)`. */
  readonly reason: string;
  readonly waitMs: number;
  /** The attempt that was made last, or that waits to be made. */
  readonly attempt: number;
}

/** RateLimit-Limit and RateLimit-Remaining: capacity of the bucket that a request drew on, and what is left in it. */
export interface RateLimit {
  readonly capacity: number;
  readonly remaining: number;
}

/** What a response says of its server beside its content, challenges included. */
export interface ResponseEvent {
  readonly method: string;
  /** As sent, with its query. */
  readonly path: string;
  readonly status: number;
  /** The Date header: the server's clock, in whole seconds. */
  readonly date: string | undefined;
  /** Undefined where the response does not tell. */
  readonly rateLimit: RateLimit | undefined;
  /** Milliseconds since 1970, on the client's clock. */
  readonly sentAt: number;
  readonly arrivedAt: number;
}

/** What a caller may listen to, and what a test may replace. */
export interface ClientHooks {
  readonly onWait?: (notice: WaitEvent) => void;
  /** Told of every response; for a report on the service. Default: nobody looks at those headers. */
  readonly onResponse?: (notice: ResponseEvent) => void;
  /** Milliseconds since 1970. Default: Date.now. */
  readonly now?: () => number;
  /** Default: a timer. */
  readonly sleep?: (delayMs: number) => Promise<void>;
  /** From 0 up to, not including, 1. Default: Math.random. */
  readonly random?: () => number;
  /** Every request on the wire happens in here, but for a farewell's. What comes of it must be handed back as it is. */
  readonly wrapRequest?: <T>(request: () => Promise<T>) => Promise<T>;
}

/** The same with nothing left out, as far as layers depend on it. */
export type Dependencies = Required<Omit<ClientHooks, "onResponse">>;

/** Fills in what a caller left out. */
export function resolveDependencies(hooks: ClientHooks): Dependencies {
  return {
    onWait: hooks.onWait ?? (() => undefined),
    now: hooks.now ?? Date.now,
    sleep: hooks.sleep ?? ((delayMs) => new Promise((resolve) => setTimeout(resolve, delayMs))),
    random: hooks.random ?? Math.random,
    wrapRequest: hooks.wrapRequest ?? ((request) => request()),
  };
}
