/** The emulator's own time: the machine's (or a test's) clock plus whatever it was advanced by. */
export class Clock {
  #offsetMs = 0;
  readonly #source: () => number;

  /** @param source milliseconds since 1970, by default the machine's clock. */
  constructor(source: () => number = Date.now) {
    this.#source = source;
  }

  nowMs(): number {
    return this.#source() + this.#offsetMs;
  }

  /** Moves the time forward: tokens expire, nonces grow old, rate buckets refill. */
  advance(seconds: number): void {
    this.#offsetMs += seconds * 1000;
  }
}

/** Timestamps have no fraction of a second in recorded answers. */
export function timestamp(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
