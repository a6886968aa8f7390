import { cpSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findEngine } from "../pulumi/find-engine";
import { ensureYamlHost } from "../pulumi/yaml-host";
import { requireLoopback } from "../sandbox/loopback";
import type { CommandOptions, CommandResult, RunningCommand } from "../sandbox/running-command";
import { Sandbox } from "../sandbox/sandbox";
import type { Deployment } from "./deployment";
import { dynamicEngineHost, type EngineHost } from "./engine-hosts";
import { KeyService, keyServiceProvider } from "./key-service";
import { type HarnessProgram, writeProject } from "./project";

/** Config by key: text, or text to be stored encrypted. */
export type HarnessConfig = Readonly<Record<string, string | { readonly secret: string }>>;

/** Options of the harness. */
export interface HarnessOptions extends HarnessProgram {
  readonly config?: HarnessConfig;
  /** Variables of the engine, the program and the provider; a base URL among them must be loopback. */
  readonly env?: Readonly<Record<string, string>>;
  /** The user's environment, of which the sandbox lets hardly anything through; this process's unless given. */
  readonly userEnv?: NodeJS.ProcessEnv;
  /** The first stack's name, `dev` unless given. */
  readonly stack?: string;
  /** What encrypts the first stack's secrets: a key service unless given, which costs the engine the least. */
  readonly secretsProvider?: "passphrase";
  /** What runs the resources; programs are written for the dynamic resources, which are the default. */
  readonly host?: EngineHost;
}

/** Options of the methods that expect a certain end. */
export interface ExpectOptions extends CommandOptions {
  /** The exit code that the test counts on, 0 unless given; any other is an error that shows the whole output. */
  readonly code?: number;
}

/** The folder that keeps the saved state and settings. */
const fresh = "fresh";

/**
 * A project with one stack on the real engine, in a sandbox of its own. Opening one takes about half a second; `reset`
 * makes it new again in a few milliseconds.
 */
export class EngineHarness {
  private constructor(
    readonly sandbox: Sandbox,
    /** The project folder: the program, Pulumi.yaml, the stack's settings. */
    readonly folder: string,
    readonly stack: string,
    private readonly keys: KeyService,
    private readonly host: EngineHost,
  ) {}

  /** Opens a harness; the engine is found, or built the first time. */
  static async open({
    config = {},
    env = {},
    userEnv,
    stack = "dev",
    secretsProvider,
    host = dynamicEngineHost,
    ...program
  }: HarnessOptions): Promise<EngineHarness> {
    const progress = (line: string) => process.stderr.write(`engine: ${line}\n`);
    const engine = await findEngine({ progress });
    if (program.language === "yaml") await ensureYamlHost(engine, progress);
    const keys = await KeyService.start();
    const sandbox = new Sandbox({
      engineBinFolder: engine.binFolder,
      env: { ...keys.env, ...env },
      userEnv: userEnv ?? process.env,
    });
    const harness = new EngineHarness(sandbox, join(sandbox.folder, "project"), stack, keys, host);
    try {
      harness.program(program);
      await harness.expect([
        "stack",
        "init",
        stack,
        "--secrets-provider",
        secretsProvider ?? keyServiceProvider,
      ]);
      await harness.configAll(config);
      harness.save();
      return harness;
    } catch (error) {
      await harness.close();
      throw error;
    }
  }

  /** Replaces the program (and `files`); state and config stay. */
  program(program: HarnessProgram | string): void {
    writeProject(this.folder, this.host.adapted(typeof program === "string" ? { program } : program));
  }

  /** Runs `pulumi ARGS`, never asking and without colours, whatever its exit code. */
  pulumi(args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
    return this.start(args, options).done;
  }

  /** Starts `pulumi ARGS` and returns at once, to send it signals. */
  start(args: readonly string[], options: CommandOptions = {}): RunningCommand {
    const command = ["pulumi", ...args, "--non-interactive", "--color", "never"] as const;
    return this.sandbox.start(command, { cwd: this.folder, ...options });
  }

  /** Runs `pulumi ARGS` and throws, showing its output, unless it ends with `code`. */
  async expect(
    args: readonly string[],
    { code = 0, ...options }: ExpectOptions = {},
  ): Promise<CommandResult> {
    const result = await this.pulumi(args, options);
    if (result.code === code) return result;
    const ended = `exit code ${result.code ?? result.signal}, expected ${code}`;
    throw new Error(`pulumi ${args.join(" ")}: ${ended}\n${result.stdout}${result.stderr}`);
  }

  /** `pulumi up` without the preview, which takes half of the time. */
  up(args: readonly string[] = [], options: ExpectOptions = {}): Promise<CommandResult> {
    return this.expect(["up", "--yes", "--skip-preview", ...args], options);
  }

  preview(args: readonly string[] = [], options: ExpectOptions = {}): Promise<CommandResult> {
    return this.expect(["preview", ...args], options);
  }

  /** `pulumi refresh`; with `--preview-only` in `args` nothing is stored. */
  refresh(args: readonly string[] = [], options: ExpectOptions = {}): Promise<CommandResult> {
    const how = args.includes("--preview-only") ? [] : ["--yes", "--skip-preview"];
    return this.expect(["refresh", ...how, ...args], options);
  }

  destroy(args: readonly string[] = [], options: ExpectOptions = {}): Promise<CommandResult> {
    return this.expect(["destroy", "--yes", "--skip-preview", ...args], options);
  }

  /** Sets one config value; a base URL must be loopback. */
  config(key: string, value: string, { secret = false } = {}): Promise<void> {
    return this.configAll({ [key]: secret ? { secret: value } : value });
  }

  /** Sets config values in one run of the engine's command. */
  async configAll(config: HarnessConfig, args: readonly string[] = []): Promise<void> {
    const flags = Object.entries(config).flatMap(([key, value]) => {
      if (typeof value === "object") return ["--secret", `${key}=${value.secret}`];
      if (/:baseUrl$/i.test(key)) requireLoopback(value, key);
      return ["--plaintext", `${key}=${value}`];
    });
    if (flags.length > 0) await this.expect(["config", "set-all", ...flags, ...args]);
  }

  /**
   * What `pulumi stack export` prints, secrets as ciphertext unless `--show-secrets` is among `args`. Without that it is read from
   * the backend's file: the command would take half a second.
   */
  async stackExport(args: readonly string[] = []): Promise<Deployment> {
    const [flag = "--stack", stack = this.stack] = args;
    if (flag !== "--stack") return JSON.parse((await this.expect(["stack", "export", ...args])).stdout);
    const file = join(this.sandbox.stateFolder, ".pulumi", "stacks", "lab", `${stack}.json`);
    const { version, checkpoint } = JSON.parse(readFileSync(file, "utf8"));
    return { version, deployment: checkpoint.latest ?? {} };
  }

  /** Saves the present state and settings; `reset` restores them. */
  save(): void {
    const saved = join(this.sandbox.folder, fresh);
    rmSync(saved, { recursive: true, force: true });
    cpSync(this.sandbox.stateFolder, join(saved, "state"), { recursive: true });
    for (const name of this.settingsFiles()) cpSync(join(this.folder, name), join(saved, "settings", name));
  }

  /** Brings state and settings back as they were saved or at the start, and kills what still runs; the program stays. */
  async reset(): Promise<void> {
    await this.sandbox.endProcesses();
    for (const name of this.settingsFiles()) rmSync(join(this.folder, name));
    rmSync(this.sandbox.stateFolder, { recursive: true, force: true });
    const saved = join(this.sandbox.folder, fresh);
    cpSync(join(saved, "state"), this.sandbox.stateFolder, { recursive: true });
    cpSync(join(saved, "settings"), this.folder, { recursive: true });
  }

  /** Kills what still runs and removes everything. */
  async close(): Promise<void> {
    await this.sandbox.close();
    await this.keys.close();
  }

  private settingsFiles(): string[] {
    return readdirSync(this.folder).filter((name) => /^Pulumi\..+\.yaml$/.test(name));
  }
}

/** Opens a harness: `EngineHarness.open`. */
export function openEngineHarness(options: HarnessOptions): Promise<EngineHarness> {
  return EngineHarness.open(options);
}
