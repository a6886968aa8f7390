import { readFile } from "node:fs/promises";
import type { Seed } from "../types/seed.generated";

/** Reads a seed file; the emulator validates its content. @throws Error for a file that cannot be read or is not JSON */
export async function readSeed(path: string): Promise<Seed> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new Error(`cannot read the seed ${path} (${error.code ?? error.message})`);
  });
  try {
    return JSON.parse(text) as Seed;
  } catch (error) {
    // The parser's message quotes the file, including line breaks.
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${path}: not valid JSON (${reason.replace(/\s+/g, " ")})`);
  }
}
