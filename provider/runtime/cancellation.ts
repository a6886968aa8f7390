/**
 * The end of a run before its work is done: running requests finish, waits end, and no request begins. What running requests
 * return is stored as usual.
 */
export class Cancellation {
  private cancelled = false;
  private running = 0;
  private readonly listeners = new Set<() => void>();
  private idle: (() => void) | undefined;

  get isCancelled(): boolean {
    return this.cancelled;
  }

  /** Resolves when no request is running any more. */
  cancel(): Promise<void> {
    this.cancelled = true;
    for (const end of this.listeners) end();
    if (this.running === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.idle = resolve;
    });
  }

  /** Runs a request that finishes even when the run is cancelled meanwhile. */
  async track<T>(work: () => Promise<T>): Promise<T> {
    this.running += 1;
    try {
      return await work();
    } finally {
      this.running -= 1;
      if (this.running === 0) this.idle?.();
    }
  }

  /** Waits, at most until the run is cancelled. */
  async wait(delay: () => Promise<void>): Promise<void> {
    if (this.cancelled) return;
    let end: () => void = () => undefined;
    const cancelled = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.listeners.add(end);
    try {
      await Promise.race([delay(), cancelled]);
    } finally {
      this.listeners.delete(end);
    }
  }
}
