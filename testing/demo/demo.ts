import type { Emulator } from "../../emulator";
import type { Engine } from "../pulumi/engine";
import { ExpectationError } from "./expectation";
import { inOneLine } from "./request-log";
import { InterruptedError, Stage } from "./runner";
import type { Play, Step } from "./scenario";
import { secondShellLines } from "./second-shell";
import { type Screen, seconds } from "./terminal";

/** How to run the demo. */
export interface DemoOptions {
  readonly play: Play;
  readonly engine: Engine;
  readonly screen: Screen;
  /** Aborted when the demo is to end before its time. */
  readonly interrupted: AbortSignal;
  /** Leaves emulator and stack running before the last step, until it is interrupted. */
  readonly keep?: boolean;
  /** Called once the emulator runs: the tests let something go wrong here. */
  readonly prepare?: ((emulator: Emulator) => void) | undefined;
}

/** What became of it: `passed` is only said when every step did what its title says. */
export type DemoResult = "passed" | "failed" | "interrupted";

/** Runs all steps and cleans up behind them, whatever happens. */
export async function runDemo({
  play,
  engine,
  screen,
  interrupted,
  keep,
  prepare,
}: DemoOptions): Promise<DemoResult> {
  const started = performance.now();
  const stage = await Stage.open(play, engine, screen, interrupted);
  try {
    prepare?.(stage.emulator);
    const all = keep ? play.steps : [...play.steps, play.lastStep];
    for (const [at, step] of all.entries()) {
      if (!(await runStep(stage, `[${at + 1}/${all.length}] ${step.title}`, step))) return "failed";
    }
    if (keep) await playTime(stage);
    else showEnd(stage, performance.now() - started, play.afterwards(stage));
    return "passed";
  } catch (error) {
    if (error instanceof InterruptedError) return "interrupted";
    throw error;
  } finally {
    await stage.close();
  }
}

async function runStep(stage: Stage, title: string, step: Step): Promise<boolean> {
  const { screen } = stage;
  const started = performance.now();
  stage.throwIfInterrupted();
  stage.beginStep();
  screen.title(title);
  try {
    await step.run(stage);
  } catch (error) {
    // Whatever failed then, failed because everything was taken away.
    stage.throwIfInterrupted();
    showFailure(stage, title, error);
    return false;
  }
  if (stage.engineOutput !== "") screen.note(`Atlas received: ${inOneLine(stage.received())}`);
  screen.verdict(true, `ok, ${seconds(performance.now() - started)}`);
  return true;
}

function showFailure(stage: Stage, title: string, error: unknown): void {
  const { screen, engineOutput } = stage;
  screen.verdict(false, `FAILED: ${title}`);
  if (error instanceof ExpectationError) {
    screen.note(`${error.subject}, expected:`);
    screen.quote(error.expected.split("\n"));
    screen.note(`${error.subject}, in fact:`);
    screen.quote(error.happened.split("\n"));
  } else {
    screen.quote(String(error instanceof Error ? error.message : error).split("\n"));
  }
  if (engineOutput !== "") {
    screen.note("All that the engine printed:");
    screen.quote(engineOutput.trimEnd().split("\n"));
  }
  screen.note(`Atlas received: ${inOneLine(stage.received())}`);
  screen.line("\nThe demo stops here. Emulator and stack are removed.");
}

async function playTime(stage: Stage): Promise<void> {
  const { screen, emulator } = stage;
  screen.title("Emulator and stack keep running. To play with them, paste into another shell:");
  screen.line();
  for (const line of secondShellLines(stage)) screen.line(line);
  screen.line();
  screen.line("There, try `pulumi preview`, `pulumi stack export`, `pulumi stack output --show-secrets`.");
  screen.line(`What Atlas received: curl ${emulator.url}/_emulator/requests`);
  screen.line("Ctrl-C here ends it and removes everything.");
  await stage.untilInterrupted();
}

function showEnd({ screen }: Stage, ms: number, afterwards: readonly string[]): void {
  screen.title(`Every step did what it says, in ${seconds(ms)}. Nothing is left behind.`);
  screen.line();
  for (const line of afterwards) screen.line(line);
}
