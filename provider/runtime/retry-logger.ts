import type { WaitNotice } from "../http/settings";

/** A wait shorter than this is not worth a line. */
const worthSayingMs = 2_000;
/** One line a minute is enough, however many calls wait. */
const quietMs = 60_000;

/** Says in one line that the run waits, and why. */
export class WaitAnnouncer {
  private lastSaid = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly say: (text: string) => void,
    private readonly now: () => number = Date.now,
  ) {}

  announce({ operation, target, reason, waitMs, attempt }: WaitNotice): void {
    if (waitMs < worthSayingMs || this.now() - this.lastSaid < quietMs) return;
    this.lastSaid = this.now();
    this.say(
      `waiting ${Math.round(waitMs / 1000)} s for Atlas: ${operation} ${target}: ${reason} (attempt ${attempt}); further waits of this minute are not named`,
    );
  }
}
