import type { Emulator, Seed } from "../../emulator";
import type { Sandbox } from "../sandbox/sandbox";

/** What runs for a demo in addition to the emulator. */
export interface Services {
  /** Variables that every command of the demo needs for it. */
  readonly env: Readonly<Record<string, string>>;
  /** May be called twice. */
  close(): void;
}

/** What a demo begins with. */
export interface Fixture {
  /** Atlas as it is at the start. */
  readonly seed: Seed;
  /** Starts what the demo needs in addition to the emulator. Default: nothing. */
  readonly services?: (emulator: Emulator) => Promise<Services>;
  /** Makes the project folder; returns it. */
  project(sandbox: Sandbox): string;
}
