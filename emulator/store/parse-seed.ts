import { issueText } from "../types/schema-issue";
import type { Seed } from "../types/seed.generated";
import { seedSchema } from "../types/seed-schema";

/** The seed is not valid; the message names the path in the document and what was expected there. */
export class SeedError extends Error {
  override readonly name = "SeedError";
}

/** Validates a seed against its schema. @throws SeedError with the first issue, on one line. */
export function parseSeed(value: unknown): Seed {
  const result = seedSchema.safeParse(value);
  if (result.success) return result.data;
  throw new SeedError(issueText(result.error));
}

/** @throws SeedError naming the path in the document, if the condition holds */
export function rejectIf(condition: boolean, path: string, message: string): void {
  if (condition) throw new SeedError(`${path}: ${message}`);
}
