/** Milliseconds that all of a preview's looks at Atlas may take together. */
const defaultBudgetMs = 4_000;

/**
 * What a preview looks up about objects that it would create or begin to manage: whether they exist already, whether
 * they would be refused, and what would go. It helps where it can and stands in nobody's way: what fails or takes too long is one note for the whole run,
 * never an error, and nothing is looked up after it.
 */
export class Preflight {
  private leftMs: number;

  constructor(
    private readonly note: (text: string) => void,
    /** For all looks together, and the most that one call may take. */
    readonly budgetMs = defaultBudgetMs,
  ) {
    this.leftMs = budgetMs;
  }

  /** What was found, in sentences; nothing once a look has failed. */
  async run(work: () => Promise<readonly string[]>): Promise<readonly string[]> {
    if (this.leftMs <= 0) return [];
    const startedAt = performance.now();
    const found = await Promise.race([settled(work), this.timeout()]);
    this.leftMs -= performance.now() - startedAt;
    if (Array.isArray(found)) return found;
    this.leftMs = 0;
    this.note(
      `This preview does not say which of the new objects exist in Atlas already, and what goes of those that it begins to manage: ${found}. \`pulumi up\` finds out by itself`,
    );
    return [];
  }

  private timeout(): Promise<string> {
    return new Promise((resolve) => {
      const reason = `Atlas did not answer within ${this.budgetMs / 1000} s`;
      setTimeout(() => resolve(reason), this.leftMs).unref();
    });
  }
}

/** The sentences, or why there are none. */
async function settled(work: () => Promise<readonly string[]>): Promise<readonly string[] | string> {
  try {
    return await work();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
