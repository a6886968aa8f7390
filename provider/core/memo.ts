/** Names a value of a Memo and says its type. */
export interface MemoKey<T> {
  readonly name: string;
  /** Never set: carries the type alone. */
  readonly type?: T;
}

/** Values that are made at their first use and then live as long as their owner: one run, or one client. */
export class Memo {
  private readonly values = new Map<MemoKey<unknown>, unknown>();

  /** The value of that key, made by `make` at the first call. */
  get<T>(key: MemoKey<T>, make: () => T): T {
    if (!this.values.has(key)) this.values.set(key, make());
    return this.values.get(key) as T;
  }

  /** Forgets the value, so that the next call makes it again. */
  delete(key: MemoKey<unknown>): void {
    this.values.delete(key);
  }
}
