import { join, resolve } from "node:path";
import { type Emulator, type LoggedRequest, startEmulator } from "../../emulator";
import type { Engine } from "../pulumi/engine";
import { privateProject } from "../sandbox/private-project";
import { Sandbox } from "../sandbox/sandbox";
import { interesting, lastOperation } from "./engine-output";
import { expectThat } from "./expectation";
import type { Screen } from "./screen";
import { commandLine } from "./shell-text";
import { seed } from "./world";

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
    /** The project folder: settings of its own, and examples/quickstart as its program. */
    readonly project: string,
    readonly screen: Screen,
    private readonly interrupted: AbortSignal,
  ) {}

  static async open(engine: Engine, screen: Screen, interrupted: AbortSignal): Promise<Stage> {
    const emulator = await startEmulator({ seed });
    // What the engine prints is compared as text: nothing may force colours on it.
    const { FORCE_COLOR: _, ...userEnv } = process.env;
    const sandbox = new Sandbox({ engineBinFolder: engine.binFolder, userEnv });
    const project = privateProject(sandbox, join(root, "examples", "quickstart"));
    return new Stage(engine, emulator, sandbox, project, screen, interrupted);
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
    this.throwIfInterrupted();
    this.screen.command(commandLine(["pulumi", ...args]));
    let doing = "";
    const finished = this.screen.busy(() => doing);
    const onOutput = (text: string) => {
      doing = lastOperation(text) ?? doing;
    };
    const running = this.sandbox.start(["pulumi", ...args], { cwd: this.project, onOutput, timeoutMs });
    const result = await running.done.finally(finished).catch((error) => {
      this.throwIfInterrupted();
      throw error;
    });
    this.throwIfInterrupted();
    this.engineOutput += result.stdout + result.stderr;
    expectThat(`exit code of pulumi ${args[0]}`, result.code ?? result.signal, 0);
    this.screen.quote(interesting(result.stdout));
    return result.stdout;
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
