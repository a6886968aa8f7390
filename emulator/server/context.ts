import type { Authenticator } from "../auth/authenticator";
import type { ActiveFaults } from "../faults/active-faults";
import type { RequestLog } from "../http/request-log";
import type { RateLimiter } from "../limits/rate-limiter";
import type { Environment } from "../routes/route";
import type { Router } from "../routes/router";
import type { Store } from "../store/store";

/** The parts of one emulator. */
export interface EmulatorContext extends Environment {
  readonly store: Store;
  readonly authenticator: Authenticator;
  readonly rateLimiter: RateLimiter;
  readonly faults: ActiveFaults;
  readonly router: Router;
  readonly log: RequestLog;
  /** Ids of the objects on which an exclusive operation is in progress. */
  readonly locked: Set<string>;
  readonly latencyMs: number;
}
