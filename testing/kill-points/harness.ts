import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Seed, startEmulator } from "../../emulator";
import { callers, seed } from "../emulator/seed";
import type { Deployment } from "../engine/deployment";
import { EngineHarness } from "../engine/engine-harness";
import { dynamicEngineHost, type EngineHost } from "../engine/engine-hosts";
import { signalAll } from "../sandbox/processes";
import type { RunningCommand } from "../sandbox/running-command";
import { AtlasProcess } from "./emulator-process";
import { KillingProxy } from "./killing-proxy";
import type { KillPoint } from "./points";
import { type Form, type ProgramLayout, programOf, usualLayout } from "./program";
import { restart } from "./restart";
import { judge, type Verdict } from "./verdict";

/** What came of one point. */
export interface Outcome extends Verdict {
  readonly point: KillPoint;
  readonly wasLocked: boolean;
  readonly pending: number;
  readonly restartedBy: "up" | "destroy";
  readonly seconds: number;
}

/** How long a provider may take to notice that its engine has ended, on a busy machine. */
const noticeMs = 20_000;

/** A stack, an Atlas and a proxy between them, in which one thing after the other is killed. */
export class KillHarness {
  private constructor(
    private readonly engine: EngineHarness,
    private readonly proxy: KillingProxy,
    /** The seed with which every run begins. */
    private readonly initialSeed: Seed,
    private readonly host: EngineHost,
  ) {}

  /** Opens a harness whose stack is empty, or has the resources of the first form of the program. */
  static async open(begin: "empty" | "applied", host: EngineHost = dynamicEngineHost): Promise<KillHarness> {
    const proxy = await KillingProxy.start();
    const { publicKey, privateKey } = callers.owner;
    const config = {
      [`${host.namespace}:baseUrl`]: proxy.url,
      [`${host.namespace}:publicKey`]: publicKey,
      [`${host.namespace}:privateKey`]: { secret: privateKey },
    };
    const engine = await EngineHarness.open({ program: programOf("first"), config, host });
    // Behind, so that its keys are old enough to count as deleted when they are missing.
    const atlas = await startEmulator({ seed: seed(), now: () => Date.now() - 600_000 });
    proxy.target = atlas.url;
    if (begin === "applied") await engine.up();
    engine.save();
    const initialSeed = atlas.store.state();
    await atlas.close();
    return new KillHarness(engine, proxy, initialSeed, host);
  }

  async close(): Promise<void> {
    await this.engine.close();
    await this.proxy.close();
  }

  /** Runs to the point, kills, restarts, and compares. */
  async run(point: KillPoint): Promise<Outcome> {
    const { engine, proxy, initialSeed } = this;
    const started = performance.now();
    const form: Form = point.run === "update" ? "second" : "first";
    await engine.reset();
    const layout = layoutIn(point.run);
    engine.program(programOf(form, layout));
    const atlas = await AtlasProcess.start(engine.sandbox, initialSeed);
    proxy.target = atlas.url;
    const broken: string[] = [];
    const command = point.run === "destroy" ? "destroy" : "up";
    // The engine takes one pattern for them all.
    const flags = point.run === "replace" ? ["--replace", "**::key*"] : [];
    const running = engine.start([command, "--yes", "--skip-preview", ...flags]);
    const loses = point.victim === "provider" || point.victim === "Atlas";
    proxy.set({ ...point, loses, strike: () => this.kill(point, running, atlas) });
    await running.done;
    if (proxy.over === undefined) broken.push(`the point was not reached: ${running.output}`);
    await proxy.over;
    if (!(await this.noProviderIsLeft(running))) broken.push("the provider outlives its engine");
    // The language host does, too, which is the engine's.
    running.killAll();
    proxy.set(undefined);

    const pending = pendingOperations(engine);
    // After an interrupted destroy, both are allowed: complete it, or create everything again.
    const restartedBy = command === "destroy" && point.nth % 2 === 0 ? "destroy" : "up";
    const { wasLocked, printed, failed } = await restart(engine, restartedBy, flags);
    if (failed !== undefined) broken.push(failed);
    const verdict = judge({
      form: restartedBy === "destroy" ? undefined : form,
      grants: layout.grants,
      before: initialSeed,
      after: await atlas.seed(),
      state: await engine.stackExport(["--show-secrets"]),
      printed,
    });
    const seconds = (performance.now() - started) / 1000;
    const all = [...broken, ...verdict.broken];
    return { point, wasLocked, pending, restartedBy, seconds, duplicates: verdict.duplicates, broken: all };
  }

  private async kill({ victim }: KillPoint, running: RunningCommand, atlas: AtlasProcess): Promise<void> {
    switch (victim) {
      case "engine":
        running.signal("SIGKILL");
        await running.done;
        return;
      case "engine by two Ctrl-C":
        running.signal("SIGINT", "group");
        // Two at the very same moment are one signal.
        await running.printed(/cancelling/);
        running.signal("SIGINT", "group");
        await running.done;
        return;
      case "provider":
        signalAll(this.providersOf(running), "SIGKILL");
        return;
      case "Atlas":
        await this.proxy.close();
        await atlas.kill();
        await atlas.restart();
        await this.proxy.reopen();
    }
  }

  /** The provider processes of a command, without the shells that start them. */
  private providersOf(running: RunningCommand) {
    return running.processes().filter(({ command }) => this.host.processes.test(command));
  }

  private async noProviderIsLeft(running: RunningCommand): Promise<boolean> {
    for (const end = performance.now() + noticeMs; this.providersOf(running).length > 0; await sleep(20)) {
      if (performance.now() > end) return false;
    }
    return true;
  }
}

/** Where the assignments of the program stand in that run; in the state they are at the top. */
function layoutIn(run: KillPoint["run"]): ProgramLayout {
  if (run === "rename") return { ...usualLayout, grants: "access" };
  return run === "move" ? { ...usualLayout, inComponent: true } : usualLayout;
}

/** How many operations the engine noted as begun and not as ended; read from its file, since a command takes a second. */
function pendingOperations(engine: EngineHarness): number {
  const file = join(engine.sandbox.stateFolder, ".pulumi", "stacks", "lab", `${engine.stack}.json`);
  const { checkpoint } = JSON.parse(readFileSync(file, "utf8")) as {
    checkpoint: { latest?: Deployment["deployment"] };
  };
  return checkpoint.latest?.pending_operations?.length ?? 0;
}
