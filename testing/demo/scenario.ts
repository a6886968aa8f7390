import type { Fixture } from "./fixture";
import type { Runner } from "./runner";

/** One step of a demo. It throws when something is not as its title says. */
export interface Step {
  readonly title: string;
  run(runner: Runner): Promise<void> | void;
}

/** A demo: what it begins with, and what it shows. */
export interface Scenario extends Fixture {
  /** How it is started: `npm run demo`. */
  readonly command: string;
  readonly steps: readonly Step[];
  /** Left out when stack and emulator are to stay. */
  readonly lastStep: Step;
  /** Lines for who wants to go on, after everything did what it says. */
  readonly afterwards: (runner: Runner) => readonly string[];
}
