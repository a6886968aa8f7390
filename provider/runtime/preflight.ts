import { InvalidInputsError } from "../core/errors";

/** Milliseconds for all look-ups of a preview together. */
const defaultBudgetMs = 4_000;

/**
 * Look-ups of a preview about the objects that it would create or begin to manage: whether they exist already, whether Atlas
 * would refuse them, and what would be removed. A look-up that fails or takes too long is not an error: one message for the
 * whole run says so, and no other look-up follows.
 */
export class Preflight {
  private leftMs: number;

  constructor(
    private readonly note: (text: string) => void,
    /** Milliseconds for all look-ups together, and the limit of each request. */
    readonly budgetMs = defaultBudgetMs,
  ) {
    this.leftMs = budgetMs;
  }

  /**
   * The warnings of a look-up; empty after a look-up has failed.
   * @throws InvalidInputsError when the look-up finds inputs that Atlas would refuse
   */
  async run(work: () => Promise<readonly string[]>): Promise<readonly string[]> {
    if (this.leftMs <= 0) return [];
    const startedAt = performance.now();
    const found = await Promise.race([settled(work), this.timeout()]);
    this.leftMs -= performance.now() - startedAt;
    if (found instanceof InvalidInputsError) throw found;
    if (typeof found !== "string") return found;
    this.leftMs = 0;
    this.note(
      `This preview could not check which of the new objects already exist in Atlas, and what would be removed from those that it begins to manage: ${found}. \`pulumi up\` checks it again`,
    );
    return [];
  }

  private timeout(): Promise<string> {
    return new Promise((resolve) => {
      const reason = `Atlas did not respond within ${this.budgetMs / 1000} s`;
      setTimeout(() => resolve(reason), this.leftMs).unref();
    });
  }
}

/** The warnings, the error about inputs, or the message of another error. */
async function settled(
  work: () => Promise<readonly string[]>,
): Promise<readonly string[] | InvalidInputsError | string> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof InvalidInputsError) return error;
    return error instanceof Error ? error.message : String(error);
  }
}
