interface Entry {
  readonly kind: object;
  readonly items: Promise<unknown>;
  current: boolean;
}

/**
 * Lists that were asked for once and are shared. An entry is overtaken by any write of this process; who needs
 * the truth after that asks for a `current` one. What failed is not kept.
 */
export class Listings {
  private readonly entries = new Map<string, Entry>();

  /** @param kind what is listed, the same object for all lists of one type */
  get<Items>(
    kind: object,
    key: string,
    freshness: "any" | "current",
    fetch: () => Promise<Items>,
  ): Promise<Items> {
    const known = this.entries.get(key);
    // The type is tied to the key: one path is always listed through one endpoint.
    if (known && (known.current || freshness === "any")) return known.items as Promise<Items>;
    const entry = { kind, items: fetch(), current: true };
    this.entries.set(key, entry);
    entry.items.catch(() => {
      if (this.entries.get(key) === entry) this.entries.delete(key);
    });
    return entry.items;
  }

  /** All current lists of one kind that are there or on their way; what fails is left out. */
  async known<Items>(kind: object): Promise<Items[]> {
    const entries = [...this.entries.values()].filter((entry) => entry.kind === kind && entry.current);
    const lists = await Promise.allSettled(entries.map(({ items }) => items as Promise<Items>));
    return lists.flatMap((list) => (list.status === "fulfilled" ? [list.value] : []));
  }

  /** Something was written: what was listed before may no longer be so. */
  overtake(): void {
    for (const entry of this.entries.values()) entry.current = false;
  }
}
