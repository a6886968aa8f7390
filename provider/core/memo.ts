/** Identifies a value of a Memo and has its type. */
export interface MemoKey<T> {
  readonly name: string;
  /** Never set; only for the type. */
  readonly type?: T;
}

/** Values that are created at their first use and kept as long as the Memo's owner: one run, or one client. */
export class Memo {
  private readonly values = new Map<MemoKey<unknown>, unknown>();

  /** The value of a key; the first call creates it by `make`. */
  get<T>(key: MemoKey<T>, make: () => T): T {
    if (!this.values.has(key)) this.values.set(key, make());
    return this.values.get(key) as T;
  }

  /** Removes the value, so that the next call creates it again. */
  delete(key: MemoKey<unknown>): void {
    this.values.delete(key);
  }
}
