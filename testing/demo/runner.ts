import { resolve } from "node:path";
import { type Emulator, type LoggedRequest, startEmulator } from "../../emulator";
import type { Engine } from "../pulumi/engine";
import type { CommandResult } from "../sandbox/running-command";
import { Sandbox } from "../sandbox/sandbox";
import { interesting, lastOperation } from "./engine-output";
import { expectThat } from "./expectation";
import type { Fixture, Services } from "./fixture";
import { commandLine } from "./shell-text";
import type { Terminal } from "./terminal";

export const root = resolve(__dirname, "../..");

/** Long enough for a slow machine, short enough to end before anybody gives up on it. */
const timeoutMs = 300_000;

/** The demo was ended by Ctrl-C or another signal. */
export class InterruptedError extends Error {
  override readonly name = "InterruptedError";
}

/** How a step runs a command. */
interface RunnerCommand {
  /** How it is printed, if not as it is. */
  readonly shown?: string;
  /** The project's folder unless given. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The exit code that is meant; 0 unless given. */
  readonly code?: number;
}

/** What the steps of the demo use: an emulator, and a sandbox with the engine and a project. */
export class Runner {
  /** The engine's output in the current step. */
  engineOutput = "";
  private seen = 0;

  private constructor(
    readonly engine: Engine,
    readonly emulator: Emulator,
    readonly sandbox: Sandbox,
    /** The project folder: settings of its own, and the demo's program. */
    readonly project: string,
    readonly terminal: Terminal,
    readonly services: Services,
    private readonly interrupted: AbortSignal,
  ) {}

  static async open(
    fixture: Fixture,
    engine: Engine,
    terminal: Terminal,
    interrupted: AbortSignal,
  ): Promise<Runner> {
    // As Atlas is since September 2026; by default the emulator keeps to the older document.
    const emulator = await startEmulator({
      seed: fixture.seed,
      settings: { withoutInitialSecret: "accept" },
    });
    // What the engine prints is compared as text: nothing may force colours on it.
    const { FORCE_COLOR: _, ...userEnv } = process.env;
    const services = (await fixture.services?.(emulator)) ?? { env: {}, close: () => undefined };
    const sandbox = new Sandbox({ engineBinFolder: engine.binFolder, userEnv, env: services.env });
    return new Runner(engine, emulator, sandbox, fixture.project(sandbox), terminal, services, interrupted);
  }

  /** Forgets what happened before: a step looks only at its own requests and output. */
  beginStep(): void {
    this.engineOutput = "";
    this.seen = this.emulator.requests.length;
  }

  /** What Atlas received since the step began. */
  received(): readonly LoggedRequest[] {
    return this.emulator.requests.slice(this.seen);
  }

  /**
   * Runs `pulumi ARGS`, prints the command and the interesting part of its output, and returns the whole output.
   *
   * @throws ExpectationError when its exit code is not 0
   * @throws InterruptedError when the demo is to end
   */
  async pulumi(...args: string[]): Promise<string> {
    const { stdout } = await this.command(["pulumi", ...args]);
    this.terminal.quote(interesting(stdout));
    return stdout;
  }

  /**
   * Runs a command and prints it, as it could be typed.
   *
   * @throws ExpectationError when it ends with another exit code
   * @throws InterruptedError when the demo is to end
   */
  async command(
    words: readonly [string, ...string[]],
    { shown = commandLine(words), cwd = this.project, env = {}, code = 0 }: RunnerCommand = {},
  ): Promise<CommandResult> {
    this.throwIfInterrupted();
    this.terminal.command(shown);
    let doing = "";
    const finished = this.terminal.busy(() => doing);
    const onOutput = (text: string) => {
      doing = lastOperation(text) ?? doing;
    };
    const running = this.sandbox.start(words, { cwd, env, onOutput, timeoutMs });
    const result = await running.done.finally(finished).catch((error) => {
      this.throwIfInterrupted();
      throw error;
    });
    this.throwIfInterrupted();
    this.engineOutput += result.stdout + result.stderr;
    const name = shown.split(" ").slice(0, 2).join(" ");
    expectThat(`exit code of ${name}`, result.code ?? result.signal, code);
    return result;
  }

  throwIfInterrupted(): void {
    if (this.interrupted.aborted) throw new InterruptedError();
  }

  /** Resolves when the demo is to end. */
  untilInterrupted(): Promise<void> {
    if (this.interrupted.aborted) return Promise.resolve();
    return new Promise((resolve) =>
      this.interrupted.addEventListener("abort", () => resolve(), { once: true }),
    );
  }

  /** Ends all that runs and removes all that was written. */
  async close(): Promise<void> {
    await this.sandbox.close();
    this.services.close();
    await this.emulator.close();
  }
}
