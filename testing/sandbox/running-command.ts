import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { markerVariable, processesMarked, type SandboxProcess, signalAll, signalPid } from "./processes";

/** How a command ended. */
export interface CommandResult {
  /** The exit code; null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly ms: number;
}

/** How to run a command. */
export interface CommandOptions {
  readonly cwd?: string;
  /** Added to the sandbox's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** After this long all its processes are killed and the result is an error; two minutes unless given. */
  readonly timeoutMs?: number;
  /** Called with each piece of output as it comes. */
  readonly onOutput?: (text: string) => void;
  /** Text for its standard input, which is empty unless given. */
  readonly input?: string;
}

const defaultTimeoutMs = 120_000;

/** A command that runs in a sandbox, in a process group of its own. */
export class RunningCommand {
  /** Settles when the command has ended and its output is read; rejects when it ran out of time or could not start. */
  readonly done: Promise<CommandResult>;
  private readonly child: ChildProcess;
  private readonly started = performance.now();
  private stdout = "";
  private stderr = "";

  constructor(
    private readonly title: string,
    command: readonly [string, ...string[]],
    private readonly marker: string,
    options: CommandOptions & { readonly env: Readonly<Record<string, string>> },
  ) {
    const [file, ...args] = command;
    const env = { ...options.env, [markerVariable]: marker };
    this.child = spawn(file, args, {
      cwd: options.cwd,
      env,
      detached: true,
      stdio: ["pipe", "pipe", "pipe"],
    });
    this.child.stdin?.on("error", () => undefined).end(options.input ?? "");
    this.child.stdout?.setEncoding("utf8").on("data", (text: string) => this.take("stdout", text, options));
    this.child.stderr?.setEncoding("utf8").on("data", (text: string) => this.take("stderr", text, options));
    this.done = this.finish(options.timeoutMs ?? defaultTimeoutMs);
    // A caller that only sends signals and closes the sandbox need not await `done`.
    this.done.catch(() => undefined);
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error(`${this.title} did not start`);
    return this.child.pid;
  }

  /** The output so far, of both streams. */
  get output(): string {
    return this.stdout + this.stderr;
  }

  /** Sends a signal to the command alone, as `kill PID` does, or to its group, as Ctrl-C on a terminal does. */
  signal(signal: NodeJS.Signals, to: "process" | "group" = "process"): boolean {
    return signalPid(to === "group" ? -this.pid : this.pid, signal);
  }

  /** The living processes that it started, itself included; also those that outlived it. */
  processes(): SandboxProcess[] {
    return processesMarked(this.marker);
  }

  /** Kills it and everything that it started. */
  killAll(): void {
    signalAll(this.processes(), "SIGKILL");
  }

  /**
   * Waits until the output matches.
   *
   * @throws Error when it ends or `timeoutMs` pass before that
   */
  async printed(pattern: RegExp, timeoutMs = 60_000): Promise<void> {
    const end = performance.now() + timeoutMs;
    while (!pattern.test(this.output)) {
      const over = this.child.exitCode !== null || this.child.signalCode !== null;
      if (over || performance.now() > end) {
        throw new Error(
          `${this.title} ${over ? "ended" : "ran on"} without printing ${pattern}. ${this.outputSoFar()}`,
        );
      }
      await sleep(20);
    }
  }

  private take(stream: "stdout" | "stderr", text: string, options: CommandOptions): void {
    this[stream] += text;
    options.onOutput?.(text);
  }

  private finish(timeoutMs: number): Promise<CommandResult> {
    return new Promise((resolve, reject) => {
      const fail = (why: string, cause?: unknown) => {
        clearTimeout(timer);
        reject(new Error(`${this.title} ${why}. ${this.outputSoFar()}`, { cause }));
      };
      const timer = setTimeout(() => {
        this.killAll();
        fail(`did not end within ${timeoutMs / 1000} s and was killed`);
      }, timeoutMs);
      this.child.once("error", (error) => fail(`could not be started: ${error.message}`, error));
      // Not `close`: a provider that outlives a killed engine holds the pipes open.
      this.child.once("exit", (code, signal) => {
        clearTimeout(timer);
        const ms = Math.round(performance.now() - this.started);
        const settle = () => resolve({ code, signal, stdout: this.stdout, stderr: this.stderr, ms });
        const grace = setTimeout(settle, 500);
        this.child.once("close", () => {
          clearTimeout(grace);
          settle();
        });
      });
    });
  }

  private outputSoFar(): string {
    return `It printed: ${this.output.trim() || "nothing"}`;
  }
}
