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
  /** Milliseconds for one attempt, from sending to the last byte of the answer. */
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
export interface WaitNotice {
  readonly operation: string;
  readonly target: string;
  /** Why, in words: `rate limit (429)`, `its rate limit is nearly reached`, `HTTP 503`, `connection dropped (ECONNRESET)`. */
  readonly reason: string;
  readonly waitMs: number;
  /** The attempt that was made last, or that waits to be made. */
  readonly attempt: number;
}

/** What a caller may listen to, and what a test may replace. */
export interface ClientHooks {
  readonly onWait?: (notice: WaitNotice) => void;
  /** Milliseconds since 1970. Default: Date.now. */
  readonly now?: () => number;
  /** Default: a timer. */
  readonly sleep?: (delayMs: number) => Promise<void>;
  /** From 0 up to, not including, 1. Default: Math.random. */
  readonly random?: () => number;
  /** Every exchange on the wire happens in here, but for a farewell's. What comes of it must be handed back as it is. */
  readonly during?: <T>(exchange: () => Promise<T>) => Promise<T>;
}

/** The same with nothing left out. */
export type Surroundings = Required<ClientHooks>;

/** Fills in what a caller left out. */
export function surroundingsOf(hooks: ClientHooks): Surroundings {
  return {
    onWait: hooks.onWait ?? (() => undefined),
    now: hooks.now ?? Date.now,
    sleep: hooks.sleep ?? ((delayMs) => new Promise((resolve) => setTimeout(resolve, delayMs))),
    random: hooks.random ?? Math.random,
    during: hooks.during ?? ((exchange) => exchange()),
  };
}
