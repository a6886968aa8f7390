/** The emulator's clock: the machine's (or a test's) clock plus the time by which it was advanced. */
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

  /** Moves the clock forward: tokens and nonces expire, rate-limit buckets refill. */
  advance(seconds: number): void {
    this.#offsetMs += seconds * 1000;
  }
}

/** A timestamp as in recorded responses: without fractions of a second. */
export function timestamp(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
