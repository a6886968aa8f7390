import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Emulator, startEmulator } from "../../emulator";
import { callers, seed } from "../emulator/seed";
import type { Deployment } from "../engine/deployment";
import { EngineHarness } from "../engine/engine-harness";
import { anyOperation, KillingProxy } from "../kill-points/killing-proxy";
import { phases } from "../kill-points/points";
import { restart } from "../kill-points/restart";
import { signalAll } from "../sandbox/processes";
import type { RunningCommand } from "../sandbox/running-command";
import { clockEnvironment } from "./clock";
import { pick } from "./days";
import { programOf, type SinkFiles } from "./program";

/** The operations of Atlas that fail, and how far a run gets before a kill, in signed requests. */
const failing = [
  "createOrgApiKey",
  "addGroupApiKey",
  "createOrgApiKeyAccessListEntry",
  "deleteOrgApiKey",
  "listOrgApiKeys",
  "createOrgServiceAccountSecret",
  "deleteOrgServiceAccountSecret",
];
const maxRequests = 28;

/** How a run ended. */
export interface RunResult {
  readonly wasKilled: boolean;
  readonly hasFailed: boolean;
  readonly printed: string;
}

/** A stack with rotating resources on the real engine, an Atlas, and a clock that moves both. */
export class Pipeline {
  private offsetMs = 0;
  private needsRunbook = false;

  private constructor(
    readonly engine: EngineHarness,
    readonly atlas: Emulator,
    readonly proxy: KillingProxy,
    readonly files: SinkFiles,
    private readonly setOffset: (ms: number) => void,
  ) {}

  static async open(schedule: {
    readonly rotateEveryDays: number;
    readonly overlapHours: number;
  }): Promise<Pipeline> {
    const clock = { offsetMs: 0 };
    const atlas = await startEmulator({ seed: seed(), now: () => Date.now() + clock.offsetMs });
    const proxy = await KillingProxy.start();
    proxy.target = atlas.url;
    const { publicKey, privateKey } = callers.owner;
    const config = {
      "mongodbatlas:baseUrl": proxy.url,
      "mongodbatlas:publicKey": publicKey,
      "mongodbatlas:privateKey": { secret: privateKey },
      "mongodbatlas:retryBudgetSeconds": "2",
    };
    const engine = await EngineHarness.open({ program: "", config });
    const [stored, late, fails] = ["stored", "late", "fails"].map((name) =>
      join(engine.sandbox.folder, name),
    );
    const files = { stored: stored ?? "", late: late ?? "", failing: fails ?? "" };
    engine.program(programOf(schedule, files));
    const setOffset = (ms: number) => {
      clock.offsetMs = ms;
    };
    return new Pipeline(engine, atlas, proxy, files, setOffset);
  }

  async close(): Promise<void> {
    await this.engine.close();
    await this.proxy.close();
    await this.atlas.close();
  }

  get nowMs(): number {
    return Date.now() + this.offsetMs;
  }

  /** Moves the clock of Atlas, and that of all processes that start later. */
  passHours(hours: number): void {
    this.offsetMs += hours * 3_600_000;
    this.setOffset(this.offsetMs);
  }

  /** The state, with secrets in clear. */
  state(): Promise<Deployment> {
    return this.engine.stackExport(["--show-secrets"]);
  }

  /** One run; after a killed one, by the runbook of docs/operations/after-a-crash.md. */
  async run(): Promise<RunResult> {
    const { engine } = this;
    if (this.needsRunbook) {
      const { failed, printed } = await restart(engine, "up", [], this.env);
      if (failed === undefined) this.needsRunbook = false;
      return { wasKilled: false, hasFailed: failed !== undefined, printed };
    }
    const result = await engine.pulumi(["up", "--yes", "--skip-preview"], { env: this.env });
    return { wasKilled: false, hasFailed: result.code !== 0, printed: result.stdout + result.stderr };
  }

  /** A run in which Atlas answers one operation with a server error. */
  async runWhileAtlasFails(random: () => number): Promise<RunResult> {
    this.atlas.fail(pick(random, failing), { kind: "status", status: 500, errorCode: "UNEXPECTED_ERROR" });
    try {
      return await this.run();
    } finally {
      this.atlas.clearFaults();
    }
  }

  /** A run with a sink that takes its time, or fails. */
  async runWithSink(how: "late" | "failing"): Promise<RunResult> {
    writeFileSync(this.files[how], "");
    try {
      return await this.run();
    } finally {
      rmSync(this.files[how]);
    }
  }

  /** A run in which the engine or the provider is killed at a random request, if it makes so many. */
  async runUntilKilled(random: () => number): Promise<RunResult> {
    await this.unlock();
    const victim = pick(random, ["engine", "provider"] as const);
    const trap = {
      operation: anyOperation,
      phase: pick(random, phases),
      // Few requests when one key is removed, many when new ones are made.
      nth: 1 + Math.floor(random() ** 1.5 * maxRequests),
    };
    const running = this.engine.start(["up", "--yes", "--skip-preview"], { env: this.env });
    const strike = async () => {
      if (victim === "provider") return signalAll(providersOf(running), "SIGKILL");
      running.signal("SIGKILL");
      await running.done;
    };
    this.proxy.set({ ...trap, loses: victim === "provider", strike });
    const { code, stdout, stderr } = await running.done;
    const wasKilled = this.proxy.over !== undefined;
    await this.proxy.over;
    this.proxy.set(undefined);
    await providersEnded(running);
    running.killAll();
    this.needsRunbook ||= wasKilled;
    return { wasKilled, hasFailed: !wasKilled && code !== 0, printed: stdout + stderr };
  }

  /** The first steps of the runbook, after a killed run. */
  private async unlock(): Promise<void> {
    if (!this.needsRunbook) return;
    await this.engine.pulumi(["cancel", "--yes"]);
    await this.engine.pulumi(["refresh", "--clear-pending-creates", "--yes", "--skip-preview"], {
      env: this.env,
    });
    this.needsRunbook = false;
  }

  private get env() {
    return clockEnvironment(this.offsetMs);
  }
}

function providersOf(running: RunningCommand) {
  return running.processes().filter(({ command }) => /^\S*node .*dynamic-provider/.test(command));
}

/** @throws Error when a provider outlives its engine by half a minute */
async function providersEnded(running: RunningCommand): Promise<void> {
  for (const end = performance.now() + 30_000; providersOf(running).length > 0; await sleep(20)) {
    if (performance.now() > end) throw new Error("a provider outlives its engine");
  }
}
