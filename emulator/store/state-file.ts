import { copyFile, open, readFile, rename } from "node:fs/promises";
import type { Seed } from "../types/seed";
import { parseSeed, SeedError } from "./seed-schema";

/** What was found on disk, and a sentence about it where that is not the plain case. */
export interface LoadedState {
  readonly seed?: Seed;
  readonly notice?: string;
}

/** The world could not be written; it goes on in memory. */
export class StateFileError extends Error {
  /** The system's: `ENOENT`, `ENOSPC` … */
  readonly code: string;

  constructor(path: string, cause: unknown) {
    const code = codeOf(cause);
    const after = "what changed since is in memory only, and the next change writes it all again";
    super(`cannot write the state file ${path} (${code}): ${after}`);
    this.code = code;
  }
}

/**
 * Keeps the world in a file: written beside it, flushed to disk, then renamed over it, so that a kill at any moment
 * leaves a whole file. The world before the last one stays in `FILE.previous`.
 */
export class StateFile {
  readonly path: string;
  #running: Promise<void> = Promise.resolve();
  #queued: Promise<void> | undefined;
  /** A file that was cut short must not take the place of its whole predecessor. */
  #isWhole = true;

  constructor(path: string) {
    this.path = path;
  }

  /**
   * @throws SeedError for a whole file that is no state, which is somebody's mistake to put right, and for a file that
   * was cut short and has no predecessor; neither file is touched then.
   */
  async load(): Promise<LoadedState> {
    const text = await readIfThere(this.path);
    if (text === undefined) return {};
    if (isWholeJson(text)) return { seed: parseState(text, this.path) };
    const cut = `${this.path}: not whole JSON`;
    const previous = await readIfThere(this.previousPath);
    if (previous === undefined || !isWholeJson(previous))
      throw new SeedError(`${cut}, and no whole state before it in ${this.previousPath}: name another file`);
    const seed = parseState(previous, this.previousPath);
    this.#isWhole = false;
    return { seed, notice: `${cut}; going on with the last whole state, ${this.previousPath}` };
  }

  /**
   * Writes what `text` gives once earlier writes are done. Resolves when that is on disk; calls that wait together
   * share one write.
   */
  save(text: () => string): Promise<void> {
    this.#queued ??= this.#running
      .catch(() => undefined)
      .then(() => {
        this.#queued = undefined;
        this.#running = this.#write(text()).catch((error: unknown) => {
          throw new StateFileError(this.path, error);
        });
        return this.#running;
      });
    return this.#queued;
  }

  /** Resolves when all writes asked for are done or have failed. */
  async settled(): Promise<void> {
    await (this.#queued ?? this.#running).catch(() => undefined);
  }

  private get previousPath(): string {
    return `${this.path}.previous`;
  }

  async #write(text: string): Promise<void> {
    const temporary = `${this.path}.writing`;
    const file = await open(temporary, "w", 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    if (this.#isWhole) await copyFile(this.path, this.previousPath).catch(ignoreMissing);
    await rename(temporary, this.path);
    this.#isWhole = true;
  }
}

function isWholeJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function parseState(text: string, path: string): Seed {
  try {
    return parseSeed(JSON.parse(text));
  } catch (error) {
    throw new SeedError(`${path}: ${message(error)}`);
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(ignoreMissing);
}

/** No `instanceof` here: under jest the system's errors belong to another realm. */
function ignoreMissing(error: unknown): undefined {
  if (typeof error === "object" && error !== null && "code" in error && error.code === "ENOENT")
    return undefined;
  throw error;
}

function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : message(error);
}

function message(error: unknown): string {
  return typeof error === "object" && error !== null && "message" in error
    ? String(error.message)
    : String(error);
}
