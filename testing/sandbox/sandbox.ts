import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { undoAtExit } from "./cleanup";
import { sandboxEnvironment } from "./environment";
import { requireLoopbackVariables } from "./loopback";
import { processesMarked, type SandboxProcess, signalAll } from "./processes";
import { type CommandOptions, type CommandResult, RunningCommand } from "./running-command";

/** How to open a sandbox; everything has a default. */
export interface SandboxOptions {
  /** The engine's `bin` folder, as `findEngine` gives it; it comes first on the sandbox's PATH. */
  readonly engineBinFolder?: string;
  /** Variables for everything that runs in it. A base URL among them must be loopback. */
  readonly env?: Readonly<Record<string, string>>;
  /** The environment to take PATH, language and time zone from; this process's unless given. */
  readonly userEnv?: NodeJS.ProcessEnv;
}

/**
 * A place of its own for an engine or client: a private HOME, PULUMI_HOME, state folder and temporary folder, a random
 * passphrase, and an environment without anything of the user's that could lead to a real organization. Closing it, or
 * the end of this process, kills what still runs in it and removes its folders.
 */
export class Sandbox {
  /** Its own folder, holding all others; removed on close. */
  readonly folder: string;
  /** Where the engine keeps its state files. */
  readonly stateFolder: string;
  readonly env: Readonly<Record<string, string>>;
  private readonly keepUntilClosed: () => void;
  private commands = 0;

  constructor(options: SandboxOptions = {}) {
    requireLoopbackVariables(options.env ?? {});
    this.folder = mkdtempSync(join(realpathSync(tmpdir()), "atlas-access-"));
    this.keepUntilClosed = undoAtExit(() => this.remove());
    const [home, temporary, state] = ["home", "tmp", "state"].map((name) => join(this.folder, name)) as [
      string,
      string,
      string,
    ];
    for (const folder of [home, temporary, state]) mkdirSync(folder);
    this.stateFolder = state;
    const folders = { home, temporary, state, pulumiHome: join(home, ".pulumi") };
    const passphrase = randomBytes(16).toString("hex");
    const user = options.userEnv ?? process.env;
    this.env = sandboxEnvironment(user, folders, options.engineBinFolder, passphrase, options.env ?? {});
  }

  /**
   * Starts a command in it.
   *
   * @throws Error when a base URL among `options.env` is not loopback
   */
  start(command: readonly [string, ...string[]], options: CommandOptions = {}): RunningCommand {
    requireLoopbackVariables(options.env ?? {});
    const marker = `${this.folder}#${++this.commands}`;
    const env = { ...this.env, ...options.env };
    return new RunningCommand(command.join(" "), command, marker, { cwd: this.folder, ...options, env });
  }

  /** Runs a command in it to its end; rejects only when it could not start or ran out of time. */
  run(command: readonly [string, ...string[]], options: CommandOptions = {}): Promise<CommandResult> {
    return this.start(command, options).done;
  }

  /** The running processes of the sandbox, also those whose parent has ended. */
  processes(): SandboxProcess[] {
    return processesMarked(this.folder);
  }

  /** Kills what runs in it, waits until that has ended, and removes its folders. */
  async close(): Promise<void> {
    await this.endProcesses();
    this.keepUntilClosed();
    this.remove();
  }

  /** Kills what runs in it and waits until that has ended. */
  async endProcesses(): Promise<void> {
    for (let round = 0; round < 100; round++) {
      const living = this.processes();
      if (living.length === 0) break;
      signalAll(living, "SIGKILL");
      await sleep(20);
    }
  }

  private remove(): void {
    signalAll(this.processes(), "SIGKILL");
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  }
}
