import { isDeepStrictEqual } from "node:util";

/** A step failed: the expected result, the actual one, and the engine's output. */
export class ExpectationError extends Error {
  override readonly name = "ExpectationError";

  constructor(
    readonly subject: string,
    readonly expected: string,
    readonly happened: string,
  ) {
    super(`${subject}: expected ${expected}, got ${happened}`);
  }
}

/** @throws ExpectationError unless `happened` equals `expected` */
export function expectThat<T>(subject: string, happened: T, expected: T): void {
  if (isDeepStrictEqual(happened, expected)) return;
  throw new ExpectationError(subject, inWords(expected), inWords(happened));
}

/** Lists one item a line: they are long, and are compared by eye. */
function inWords(value: unknown): string {
  if (!Array.isArray(value)) return String(value);
  return value.length === 0 ? "nothing" : value.map(String).join("\n");
}
