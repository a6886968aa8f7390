// Written by `npm run generate` from emulator/faults/fault-schema.ts.

/**
 * A failure of requests to an operation, by `kind`:
 * - `status`: an error with that status (and `errorCode`, `detail`, `retryAfterS` if given); the request is not executed
 * - `reset-before`: the connection is reset; the request is not executed
 * - `reset-after-commit`: the request is executed, then the connection is reset
 * - `delay`: the request is executed after `ms` milliseconds
 * - `html`: a proxy's error page with that status (default 502); the request is not executed
 * - `truncate`: the request is executed, and half of the response's body is sent
 * - `stale-read`: a read returns the data as it was `ms` milliseconds ago
 */
export type Fault = {
  /** An operationId of the official document, one of its newer names, `oauthToken`, `oauthRevoke`, or `*` for all. */
  readonly operation: string;
  /** How many requests get the fault. Default: all requests until the fault is cleared. */
  readonly times?: number | undefined;
  readonly kind: "status";
  readonly status: number;
  readonly errorCode?: string | undefined;
  readonly detail?: string | undefined;
  readonly retryAfterS?: number | undefined;
} | {
  /** An operationId of the official document, one of its newer names, `oauthToken`, `oauthRevoke`, or `*` for all. */
  readonly operation: string;
  /** How many requests get the fault. Default: all requests until the fault is cleared. */
  readonly times?: number | undefined;
  readonly kind: "reset-before";
} | {
  /** An operationId of the official document, one of its newer names, `oauthToken`, `oauthRevoke`, or `*` for all. */
  readonly operation: string;
  /** How many requests get the fault. Default: all requests until the fault is cleared. */
  readonly times?: number | undefined;
  readonly kind: "reset-after-commit";
} | {
  /** An operationId of the official document, one of its newer names, `oauthToken`, `oauthRevoke`, or `*` for all. */
  readonly operation: string;
  /** How many requests get the fault. Default: all requests until the fault is cleared. */
  readonly times?: number | undefined;
  readonly kind: "delay";
  readonly ms: number;
} | {
  /** An operationId of the official document, one of its newer names, `oauthToken`, `oauthRevoke`, or `*` for all. */
  readonly operation: string;
  /** How many requests get the fault. Default: all requests until the fault is cleared. */
  readonly times?: number | undefined;
  readonly kind: "html";
  readonly status?: number | undefined;
} | {
  /** An operationId of the official document, one of its newer names, `oauthToken`, `oauthRevoke`, or `*` for all. */
  readonly operation: string;
  /** How many requests get the fault. Default: all requests until the fault is cleared. */
  readonly times?: number | undefined;
  readonly kind: "truncate";
} | {
  /** An operationId of the official document, one of its newer names, `oauthToken`, `oauthRevoke`, or `*` for all. */
  readonly operation: string;
  /** How many requests get the fault. Default: all requests until the fault is cleared. */
  readonly times?: number | undefined;
  readonly kind: "stale-read";
  readonly ms: number;
};
