import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Seed } from "../../emulator";
import type { Deployment } from "../engine/deployment";
import type { HarnessConfig } from "../engine/engine-harness";

/** A stack as some version left it, with the Atlas that it manages. */
export interface GoldenState {
  /** What wrote it: this package, engine and SDK. */
  readonly madeWith: Readonly<Record<"package" | "engine" | "sdk", string>>;
  readonly passphrase: string;
  readonly config: HarnessConfig;
  readonly program: string;
  /** The emulator's state after the `up`; its address in the state is `atlasAddress`. */
  readonly atlas: Seed;
  /** What `pulumi stack export` printed: secrets are encrypted. */
  readonly state: Deployment;
}

/** Stands for the emulator's address, which is another one at each run. */
export const atlasAddress = "{{atlas}}";

export const goldenFolder = __dirname;
export const sumsFile = join(goldenFolder, "sha256.txt");

/** Paths of all golden states, below their folder. */
export function goldenFiles(): string[] {
  const entries = readdirSync(goldenFolder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.parentPath !== goldenFolder)
    .map(({ parentPath, name }) => relative(goldenFolder, join(parentPath, name)))
    .sort();
}

export function goldenState(file: string): GoldenState {
  return JSON.parse(readFileSync(join(goldenFolder, file), "utf8")) as GoldenState;
}

/** One line for each golden state, as `sha256sum` writes it. */
export function goldenSums(): string {
  const lines = goldenFiles().map((file) => {
    const sum = createHash("sha256").update(readFileSync(join(goldenFolder, file)));
    return `${sum.digest("hex")}  ${file}\n`;
  });
  return lines.join("");
}
