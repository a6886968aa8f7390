interface Entry {
  readonly kind: object;
  readonly answer: Promise<unknown>;
  current: boolean;
}

/**
 * Answers that were asked for once and are shared: lists, and objects that were read by themselves. An entry is overtaken
 * by any write of this process; who needs the truth after that asks for a `current` one. What failed is not kept.
 */
export class SharedReads {
  private readonly entries = new Map<string, Entry>();

  /** @param kind what is read, the same object for all answers of one type */
  get<Answer>(
    kind: object,
    key: string,
    freshness: "any" | "current",
    fetch: () => Promise<Answer>,
  ): Promise<Answer> {
    const known = this.entries.get(key);
    // The type is tied to the key: one path is always read through one endpoint.
    if (known && (known.current || freshness === "any")) return known.answer as Promise<Answer>;
    const entry = { kind, answer: fetch(), current: true };
    this.entries.set(key, entry);
    entry.answer.catch(() => {
      if (this.entries.get(key) === entry) this.entries.delete(key);
    });
    return entry.answer;
  }

  /** All current answers of one kind that are there or on their way; what fails is left out. */
  async known<Answer>(kind: object): Promise<Answer[]> {
    const entries = [...this.entries.values()].filter((entry) => entry.kind === kind && entry.current);
    const answers = await Promise.allSettled(entries.map(({ answer }) => answer as Promise<Answer>));
    return answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
  }

  /** Something was written: what was read before may no longer be so. */
  overtake(): void {
    for (const entry of this.entries.values()) entry.current = false;
  }
}
