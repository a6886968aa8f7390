/**
 * Lists that were asked for once and are shared. An entry is overtaken by any write of this process; who needs
 * the truth after that asks for a `current` one. What failed is not kept.
 */
export class Listings {
  private readonly entries = new Map<string, { items: Promise<unknown>; current: boolean }>();

  get<Items>(key: string, freshness: "any" | "current", fetch: () => Promise<Items>): Promise<Items> {
    const known = this.entries.get(key);
    // The type is tied to the key: one path is always listed through one endpoint.
    if (known && (known.current || freshness === "any")) return known.items as Promise<Items>;
    const entry = { items: fetch(), current: true };
    this.entries.set(key, entry);
    entry.items.catch(() => {
      if (this.entries.get(key) === entry) this.entries.delete(key);
    });
    return entry.items;
  }

  /** Something was written: what was listed before may no longer be so. */
  overtake(): void {
    for (const entry of this.entries.values()) entry.current = false;
  }
}
