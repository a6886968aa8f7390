import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Seed } from "../../emulator";
import type { RunningCommand } from "../sandbox/running-command";
import type { Sandbox } from "../sandbox/sandbox";

/** Slow enough that several requests are in flight at any moment. */
const latencyMs = 40;
const lifeMs = 600_000;

/** The emulator as its users start it, with a state file, to be killed and started again. */
export class AtlasProcess {
  private port = "0";
  private command: RunningCommand | undefined;

  private constructor(
    private readonly sandbox: Sandbox,
    private readonly stateFile: string,
  ) {}

  /** Starts an emulator with that seed. */
  static async start(sandbox: Sandbox, seed: Seed): Promise<AtlasProcess> {
    const stateFile = join(sandbox.folder, "atlas.json");
    writeFileSync(stateFile, JSON.stringify(seed));
    const atlas = new AtlasProcess(sandbox, stateFile);
    await atlas.restart();
    return atlas;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Starts it from its state file, at the same address as before. */
  async restart(): Promise<void> {
    const cli = require.resolve("pulumi-atlas-access").replace(/provider.index\.js$/, "cli/main.js");
    const flags = ["--port", this.port, "--state", this.stateFile, "--latency", String(latencyMs), "--quiet"];
    this.command = this.sandbox.start([process.execPath, cli, "emulator", ...flags], { timeoutMs: lifeMs });
    await this.command.printed(/listening on http:\S+:\d+/);
    this.port = /listening on http:\S+:(\d+)/.exec(this.command.output)?.[1] ?? "0";
  }

  async kill(): Promise<void> {
    this.command?.signal("SIGKILL");
    await this.command?.done;
  }

  /** What really exists. */
  async seed(): Promise<Seed> {
    // Parsed here: under jest what `json()` makes belongs to another realm, and equals nothing of this one.
    return JSON.parse(await (await fetch(`${this.url}/_emulator/state`)).text()) as Seed;
  }
}
