import type { Fixture } from "./fixture";
import type { Runner } from "./runner";

/** One step of a demo. It throws when its result is not the expected one. */
export interface Step {
  readonly title: string;
  run(runner: Runner): Promise<void> | void;
}

/** A demo: its fixture and its steps. */
export interface Scenario extends Fixture {
  /** How it is started: `npm run demo`. */
  readonly command: string;
  /** Language of its program, if the engine alone does not run it. Default: TypeScript. */
  readonly language?: "yaml";
  readonly steps: readonly Step[];
  /** Left out when stack and emulator are to stay. */
  readonly lastStep: Step;
  /** Lines with next steps, printed after success. */
  readonly afterwards: (runner: Runner) => readonly string[];
}
