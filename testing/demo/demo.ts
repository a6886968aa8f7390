import type { Emulator } from "../../emulator";
import type { Engine } from "../pulumi/engine";
import { ExpectationError } from "./expectation";
import { inOneLine } from "./request-log";
import { InterruptedError, Runner } from "./runner";
import type { Scenario, Step } from "./scenario";
import { secondShellLines } from "./second-shell";
import { seconds, type Terminal } from "./terminal";

/** How to run the demo. */
export interface DemoOptions {
  readonly scenario: Scenario;
  readonly engine: Engine;
  readonly terminal: Terminal;
  /** Aborted when the demo is to end before its time. */
  readonly interrupted: AbortSignal;
  /** Leaves emulator and stack running before the last step, until it is interrupted. */
  readonly keep?: boolean;
  /** Called once the emulator runs: the tests let something go wrong here. */
  readonly prepare?: ((emulator: Emulator) => void) | undefined;
}

/** The result: `passed` only when every step succeeded. */
export type DemoResult = "passed" | "failed" | "interrupted";

/** Runs all steps and cleans up behind them, whatever happens. */
export async function runDemo({
  scenario,
  engine,
  terminal,
  interrupted,
  keep,
  prepare,
}: DemoOptions): Promise<DemoResult> {
  const started = performance.now();
  const runner = await Runner.open(scenario, engine, terminal, interrupted);
  try {
    prepare?.(runner.emulator);
    const all = keep ? scenario.steps : [...scenario.steps, scenario.lastStep];
    for (const [at, step] of all.entries()) {
      if (!(await runStep(runner, `[${at + 1}/${all.length}] ${step.title}`, step))) return "failed";
    }
    if (keep) await waitUntilInterrupted(runner);
    else showEnd(runner, performance.now() - started, scenario.afterwards(runner));
    return "passed";
  } catch (error) {
    if (error instanceof InterruptedError) return "interrupted";
    throw error;
  } finally {
    await runner.close();
  }
}

async function runStep(runner: Runner, title: string, step: Step): Promise<boolean> {
  const { terminal } = runner;
  const started = performance.now();
  runner.throwIfInterrupted();
  runner.beginStep();
  terminal.title(title);
  try {
    await step.run(runner);
  } catch (error) {
    // Whatever failed then, failed because everything was taken away.
    runner.throwIfInterrupted();
    showFailure(runner, title, error);
    return false;
  }
  if (runner.engineOutput !== "") terminal.note(`Atlas received: ${inOneLine(runner.received())}`);
  terminal.verdict(true, `ok, ${seconds(performance.now() - started)}`);
  return true;
}

function showFailure(runner: Runner, title: string, error: unknown): void {
  const { terminal, engineOutput } = runner;
  terminal.verdict(false, `FAILED: ${title}`);
  if (error instanceof ExpectationError) {
    terminal.note(`${error.subject}, expected:`);
    terminal.quote(error.expected.split("\n"));
    terminal.note(`${error.subject}, in fact:`);
    terminal.quote(error.happened.split("\n"));
  } else {
    terminal.quote(String(error instanceof Error ? error.message : error).split("\n"));
  }
  if (engineOutput !== "") {
    terminal.note("All that the engine printed:");
    terminal.quote(engineOutput.trimEnd().split("\n"));
  }
  terminal.note(`Atlas received: ${inOneLine(runner.received())}`);
  terminal.line("\nThe demo stops here. Emulator and stack are removed.");
}

async function waitUntilInterrupted(runner: Runner): Promise<void> {
  const { terminal, emulator } = runner;
  terminal.title("Emulator and stack keep running. To play with them, paste into another shell:");
  terminal.line();
  for (const line of secondShellLines(runner)) terminal.line(line);
  terminal.line();
  terminal.line("There, try `pulumi preview`, `pulumi stack export`, `pulumi stack output --show-secrets`.");
  terminal.line(`What Atlas received: curl ${emulator.url}/_emulator/requests`);
  terminal.line("Ctrl-C here ends it and removes everything.");
  await runner.untilInterrupted();
}

function showEnd({ terminal }: Runner, ms: number, afterwards: readonly string[]): void {
  terminal.title(`Every step did what it says, in ${seconds(ms)}. Nothing is left behind.`);
  terminal.line();
  for (const line of afterwards) terminal.line(line);
}
