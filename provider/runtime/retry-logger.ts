import type { WaitEvent } from "../http/settings";

/** A wait shorter than this is not worth a line. */
const minimumWaitMs = 2_000;
/** One line a minute is enough, however many calls wait. */
const minimumIntervalMs = 60_000;

/** Says in one line that the run waits, and why. */
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
      `waiting ${Math.round(waitMs / 1000)} s for Atlas: ${operation} ${target}: ${reason} (attempt ${attempt}); further waits of this minute are not named`,
    );
  }
}
