import type { WaitEvent } from "../http/settings";

/** Shorter waits are not logged. */
const minimumWaitMs = 2_000;
/** At most one line in this interval, for any number of waiting requests. */
const minimumIntervalMs = 60_000;

/** Logs that the run waits before a retry, and why. */
export class RetryLogger {
  private lastLoggedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly write: (text: string) => void,
    private readonly now: () => number = Date.now,
  ) {}

  log({ operation, target, reason, waitMs, attempt }: WaitEvent): void {
    if (waitMs < minimumWaitMs || this.now() - this.lastLoggedAt < minimumIntervalMs) return;
    this.lastLoggedAt = this.now();
    this.write(
      `waiting ${Math.round(waitMs / 1000)} s for Atlas: ${operation} ${target}: ${reason} (attempt ${attempt}); further waits in this minute are not logged`,
    );
  }
}
