import { copyFile, open, readFile, rename } from "node:fs/promises";
import type { Seed } from "../types/seed.generated";
import { parseSeed, SeedError } from "./parse-seed";

/** The content of the state file, with a sentence about it if the file was incomplete. */
export interface LoadedState {
  readonly seed?: Seed;
  readonly notice?: string;
}

/** The state file could not be written; the data stays in memory. */
export class StateFileError extends Error {
  /** The system's error code, such as `ENOENT` or `ENOSPC`. */
  readonly code: string;

  constructor(path: string, cause: unknown) {
    const code = codeOf(cause);
    const after = "the changes are in memory only; the next change writes all data again";
    super(`cannot write the state file ${path} (${code}): ${after}`);
    this.code = code;
  }
}

/**
 * Stores the data in a file. A write goes to a temporary file, which is flushed to disk and renamed, so that a kill at
 * any time leaves a complete file. The previous version stays in `FILE.previous`.
 */
export class StateFile {
  readonly path: string;
  #running: Promise<void> = Promise.resolve();
  #queued: Promise<void> | undefined;
  /** A truncated file must not overwrite the complete previous version. */
  #isComplete = true;

  constructor(path: string) {
    this.path = path;
  }

  /**
   * @throws SeedError for a complete file that is not a valid state, and for a truncated file without a previous version;
   * the files stay as they are
   */
  async load(): Promise<LoadedState> {
    const text = await readIfExists(this.path);
    if (text === undefined) return {};
    if (isCompleteJson(text)) return { seed: parseState(text, this.path) };
    const cut = `${this.path}: not whole JSON`;
    const previous = await readIfExists(this.previousPath);
    if (previous === undefined || !isCompleteJson(previous))
      throw new SeedError(`${cut}, and no whole state before it in ${this.previousPath}: name another file`);
    const seed = parseState(previous, this.previousPath);
    this.#isComplete = false;
    return { seed, notice: `${cut}; going on with the last whole state, ${this.previousPath}` };
  }

  /**
   * Writes the result of `text` after earlier writes. Resolves when it is on disk; calls that wait at the same time share
   * one write.
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

  /** Resolves when all requested writes have succeeded or failed. */
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
    if (this.#isComplete) await copyFile(this.path, this.previousPath).catch(ignoreMissing);
    await rename(temporary, this.path);
    this.#isComplete = true;
  }
}

function isCompleteJson(text: string): boolean {
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

async function readIfExists(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(ignoreMissing);
}

/** Checks the code, not the class: under jest, system errors belong to another realm. */
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
