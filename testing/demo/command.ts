import { constants } from "node:os";
import type { Emulator } from "../../emulator";
import { findEngine } from "../pulumi/find-engine";
import { ensureYamlHost } from "../pulumi/yaml-host";
import { runDemo } from "./demo";
import { quickstart } from "./quickstart";
import type { Scenario } from "./scenario";
import { type Output, Terminal } from "./terminal";

/** `npm run demo`. */
export function demoCommand(
  args: readonly string[],
  output: Output,
  prepare?: (emulator: Emulator) => void,
): Promise<number> {
  return scenarioCommand(quickstart, args, output, prepare);
}

/**
 * A demo as a command.
 *
 * @param prepare called once the emulator runs: the tests let something go wrong here
 * @returns the exit code: 0 when every step did what it says, 1 when one did not, 128 and the signal's number when one
 *   ended it before its time
 */
export async function scenarioCommand(
  scenario: Scenario,
  args: readonly string[],
  output: Output,
  prepare?: (emulator: Emulator) => void,
): Promise<number> {
  const terminal = new Terminal(output);
  if (args.some((arg) => arg !== "--keep")) {
    terminal.line(
      `Usage: ${scenario.command} [-- --keep]\n  --keep  leave emulator and stack running to play with`,
    );
    return args.some((arg) => arg === "--help" || arg === "-h") ? 0 : 2;
  }
  const progress = (line: string) => terminal.line(`engine: ${line}`);
  const engine = await findEngine({ progress });
  if (scenario.language === "yaml") await ensureYamlHost(engine, progress);
  terminal.line(`engine: Pulumi ${engine.version} in ${engine.binFolder}`);
  const interruption = new Interruption();
  try {
    const keep = args.includes("--keep");
    const result = await runDemo({
      scenario,
      engine,
      terminal,
      keep,
      prepare,
      interrupted: interruption.signal,
    });
    if (interruption.by !== undefined) terminal.line("\nEverything is removed.");
    // With --keep, a signal is how it is meant to end.
    if (result === "passed") return 0;
    return interruption.by === undefined ? 1 : 128 + constants.signals[interruption.by];
  } finally {
    interruption.stopListening();
  }
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Turns a signal into an abort. It may come several times, from the terminal and from npm; only the first counts, since
 * cleaning up takes less than a second.
 */
class Interruption {
  by: (typeof signals)[number] | undefined;
  private readonly controller = new AbortController();
  private readonly listener = (signal: NodeJS.Signals) => {
    this.by ??= signals.find((known) => known === signal);
    this.controller.abort();
  };

  constructor() {
    for (const signal of signals) process.on(signal, this.listener);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  stopListening(): void {
    for (const signal of signals) process.off(signal, this.listener);
  }
}
