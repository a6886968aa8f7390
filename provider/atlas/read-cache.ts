interface Entry {
  readonly source: object;
  readonly value: Promise<unknown>;
  isStale: boolean;
}

/**
 * Shares the results of reads: lists, and objects that were read one by one. Every write of this process marks all entries
 * as stale. A failed read is not kept.
 */
export class ReadCache {
  private readonly entries = new Map<string, Entry>();

  /**
   * The cached result for a key, or that of `fetch`.
   * @param source what is read; the same object for all results of one type
   * @param allowStale whether a result from before the last write is good enough
   */
  get<Value>(source: object, key: string, allowStale: boolean, fetch: () => Promise<Value>): Promise<Value> {
    const cached = this.entries.get(key);
    // The key determines the type: one path is always read through one endpoint.
    if (cached && (allowStale || !cached.isStale)) return cached.value as Promise<Value>;
    const entry = { source, value: fetch(), isStale: false };
    this.entries.set(key, entry);
    entry.value.catch(() => {
      if (this.entries.get(key) === entry) this.entries.delete(key);
    });
    return entry.value;
  }

  /** The fresh result for a key, also a pending one; undefined without any, and when the read fails. */
  async freshValue<Value>(key: string): Promise<Value | undefined> {
    const entry = this.entries.get(key);
    if (entry === undefined || entry.isStale) return undefined;
    const [result] = await Promise.allSettled([entry.value as Promise<Value>]);
    return result.status === "fulfilled" ? result.value : undefined;
  }

  /** All fresh results of one source, including pending ones. Failed reads are left out. */
  async freshValues<Value>(source: object): Promise<Value[]> {
    const entries = [...this.entries.values()].filter((entry) => entry.source === source && !entry.isStale);
    const results = await Promise.allSettled(entries.map(({ value }) => value as Promise<Value>));
    return results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  }

  /** Marks every entry as stale, because something was written. */
  invalidate(): void {
    for (const entry of this.entries.values()) entry.isStale = true;
  }
}
