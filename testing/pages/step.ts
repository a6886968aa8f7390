import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { AtlasHarness } from "../engine/atlas-harness";

/** A command of a page, and what it must do to the stack of the scenario. */
export interface Step {
  /** The command as a page has it. */
  readonly line: string;
  /** What a reader types, where the page has a placeholder or only the beginning; words in capitals are filled in. */
  readonly typed?: string;
  /** What the reader types when the command asks. */
  readonly input?: string;
  /** Prepares what the page's sentence is about. */
  readonly before?: (harness: AtlasHarness) => unknown;
  /** The exit code; 0 unless given. */
  readonly code?: number;
  /** What it prints, standard error included. */
  readonly prints?: RegExp;
  /** What must be true afterwards. */
  readonly after?: (harness: AtlasHarness) => unknown;
}

/** The path of a file in the project's folder. */
export const file = ({ engine }: AtlasHarness, name: string) => join(engine.folder, name);
/** The config of a stack, as its file has it. */
export const settingsOf = (harness: AtlasHarness, stack: string): Record<string, unknown> =>
  parse(readFileSync(file(harness, `Pulumi.${stack}.yaml`), "utf8")).config ?? {};
