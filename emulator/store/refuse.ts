import { SeedError } from "./seed-schema";

/** @throws SeedError naming the place in the document, if what is wrong is so */
export function refuse(isWrong: boolean, at: string, message: string): void {
  if (isWrong) throw new SeedError(`${at}: ${message}`);
}
