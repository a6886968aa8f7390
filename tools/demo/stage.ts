import { resolve } from "node:path";
import { type Emulator, type LoggedRequest, startEmulator } from "../../emulator";
import type { Engine } from "../pulumi/engine";
import type { CommandResult } from "../sandbox/running-command";
import { Sandbox } from "../sandbox/sandbox";
import { interesting, lastOperation } from "./engine-output";
import { expectThat } from "./expectation";
import type { Play } from "./play";
import type { Screen } from "./screen";
import { commandLine } from "./shell-text";

export const root = resolve(__dirname, "../..");

/** Long enough for a slow machine, short enough to end before anybody gives up on it. */
const timeoutMs = 300_000;

/** Somebody pressed Ctrl-C or asked the demo to end in another way. */
export class InterruptedError extends Error {
  override readonly name = "InterruptedError";
}

/** What the steps of the demo play on: an emulator, and a sandbox with the engine and a project of its own. */
export class Stage {
  /** All that the engine printed in the step that is under way. */
  engineOutput = "";
  private seen = 0;

  private constructor(
    readonly engine: Engine,
    readonly emulator: Emulator,
    readonly sandbox: Sandbox,
    /** The project folder: settings of its own, and the demo's program. */
    readonly project: string,
    readonly screen: Screen,
    private readonly interrupted: AbortSignal,
  ) {}

  static async open(play: Play, engine: Engine, screen: Screen, interrupted: AbortSignal): Promise<Stage> {
    const emulator = await startEmulator({ seed: play.seed });
    // What the engine prints is compared as text: nothing may force colours on it.
    const { FORCE_COLOR: _, ...userEnv } = process.env;
    const sandbox = new Sandbox({ engineBinFolder: engine.binFolder, userEnv });
    return new Stage(engine, emulator, sandbox, play.project(sandbox), screen, interrupted);
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
    this.screen.quote(interesting(stdout));
    return stdout;
  }

  /**
   * Runs a command in the project and prints it, as it could be typed.
   *
   * @throws ExpectationError when its exit code is not 0
   * @throws InterruptedError when the demo is to end
   */
  async command(
    words: readonly [string, ...string[]],
    { shown = commandLine(words), env = {} }: { shown?: string; env?: Readonly<Record<string, string>> } = {},
  ): Promise<CommandResult> {
    this.throwIfInterrupted();
    this.screen.command(shown);
    let doing = "";
    const finished = this.screen.busy(() => doing);
    const onOutput = (text: string) => {
      doing = lastOperation(text) ?? doing;
    };
    const running = this.sandbox.start(words, { cwd: this.project, env, onOutput, timeoutMs });
    const result = await running.done.finally(finished).catch((error) => {
      this.throwIfInterrupted();
      throw error;
    });
    this.throwIfInterrupted();
    this.engineOutput += result.stdout + result.stderr;
    const name = shown.split(" ").slice(0, 2).join(" ");
    expectThat(`exit code of ${name}`, result.code ?? result.signal, 0);
    return result;
  }

  throwIfInterrupted(): void {
    if (this.interrupted.aborted) throw new InterruptedError();
  }

  /** Resolves when somebody asks the demo to end. */
  untilInterrupted(): Promise<void> {
    if (this.interrupted.aborted) return Promise.resolve();
    return new Promise((resolve) =>
      this.interrupted.addEventListener("abort", () => resolve(), { once: true }),
    );
  }

  /** Ends all that runs and removes all that was written. */
  async close(): Promise<void> {
    await this.sandbox.close();
    await this.emulator.close();
  }
}
