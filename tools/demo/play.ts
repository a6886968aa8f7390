import type { Emulator, Seed } from "../../emulator";
import type { Sandbox } from "../sandbox/sandbox";
import type { Stage } from "./stage";

/** One step of a demo. It throws when something is not as its title says. */
export interface Step {
  readonly title: string;
  run(stage: Stage): Promise<void> | void;
}

/** What runs for a demo beside the emulator. */
export interface Services {
  /** Variables that every command of the demo needs for it. */
  readonly env: Readonly<Record<string, string>>;
  /** May be called twice. */
  close(): void;
}

/** A demo: what it begins with, and what it shows. */
export interface Play {
  /** How it is started: `npm run demo`. */
  readonly command: string;
  /** Atlas as it is at the start. */
  readonly seed: Seed;
  /** Starts what the demo needs beside the emulator; nothing unless given. */
  readonly services?: (emulator: Emulator) => Promise<Services>;
  /** Makes the project folder; returns it. */
  project(sandbox: Sandbox): string;
  readonly steps: readonly Step[];
  /** Left out when stack and emulator are to stay. */
  readonly lastStep: Step;
  /** Lines for who wants to go on, after everything did what it says. */
  readonly afterwards: (stage: Stage) => readonly string[];
}
