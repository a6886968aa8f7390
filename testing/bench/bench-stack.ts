import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EngineLab } from "../engine/engine-harness";
import type { EmulatorProcess } from "./emulator-process";
import { deploymentOf } from "./imported-state";
import { ProcessWatch, type Role, type Usage } from "./process-watch";
import { fullSeed, type World, world } from "./seed";
import { type Caller, type Contestant, callerVariables } from "./subjects";

/** What the engine is asked for. */
export const works = {
  up: ["up", "--yes", "--skip-preview"],
  "no-op up": ["up", "--yes", "--skip-preview", "--expect-no-changes"],
  preview: ["preview"],
  "no-op preview": ["preview", "--expect-no-changes"],
  "preview --refresh": ["preview", "--refresh", "--expect-no-changes"],
  "refresh --preview-only": ["refresh", "--preview-only", "--expect-no-changes"],
  destroy: ["destroy", "--yes", "--skip-preview"],
} as const satisfies Record<string, readonly string[]>;
export type Work = keyof typeof works;

/** What one run of the engine took. */
export interface Measurement {
  readonly wallMs: number;
  readonly used: Partial<Record<Role, Usage>>;
  /** Requests by operation and status, `createOrgApiKey 200`; a Digest challenge is named so. */
  readonly requests: Readonly<Record<string, number>>;
  /** Size of the stored state afterwards. */
  readonly stateBytes: number;
}

/** How a run is made. */
export interface RunOptions {
  readonly atlas: EmulatorProcess;
  readonly caller: Caller;
  /** How long a creation of the provider that does nothing waits. */
  readonly waitMs: number;
  /** More arguments of the engine. */
  readonly args?: readonly string[];
  /** Variables that name a backend of the engine's in place of the sandbox's files. */
  readonly backend?: Readonly<Record<string, string>>;
}

const timeoutMs = 30 * 60_000;

/** A stack with a contestant's program. */
export class BenchStack {
  private constructor(
    readonly contestant: Contestant,
    private readonly lab: EngineLab,
  ) {}

  static async open(contestant: Contestant): Promise<BenchStack> {
    return new BenchStack(contestant, await EngineLab.open(programOf(contestant, world(1))));
  }

  /** Makes the program describe that world. */
  describe(of: World): void {
    this.lab.program(programOf(this.contestant, of));
  }

  /** Runs the engine once and says what it took. @throws Error with the output when it does not end well */
  async run(work: Work, options: RunOptions): Promise<Measurement> {
    const { atlas, caller, waitMs, args = [] } = options;
    await atlas.forgetRequests();
    const env = { ...callerVariables(atlas.url, caller, waitMs), ...options.backend };
    const running = this.lab.start([...works[work], ...args], { env, timeoutMs });
    const watch = new ProcessWatch(() => running.processes());
    const { code, ms, stdout, stderr } = await running.done;
    const used = watch.end();
    if (code !== 0) {
      throw new Error(
        `${this.contestant.title}: pulumi ${works[work].join(" ")} ended with ${code}\n${stdout}${stderr}`,
      );
    }
    const requests = countByOperation(await atlas.requests());
    return { wallMs: ms, used, requests, stateBytes: this.stateBytes() };
  }

  /** Gives the stack the state of a whole world, and Atlas that world, by `pulumi stack import`. */
  async importWorld(of: World, options: RunOptions): Promise<void> {
    const one = world(1);
    const { atlas } = options;
    await atlas.begin(fullSeed({ ...one, count: 0 }, true));
    this.describe(one);
    await this.run("up", { ...options, caller: "key" });
    const state = deploymentOf(await this.lab.stackExport(["--show-secrets"]), of);
    const file = join(this.lab.sandbox.folder, "world-state.json");
    writeFileSync(file, JSON.stringify(state));
    await this.lab.expect(["stack", "import", "--file", file], { timeoutMs });
    this.describe(of);
    await atlas.begin(fullSeed(of, options.caller === "key"));
  }

  /** Forgets the state, as on the first day. */
  async reset(backend?: RunOptions["backend"]): Promise<void> {
    await this.lab.reset();
    if (backend === undefined) return;
    const { stack } = this.lab;
    const there = { env: backend };
    // May be there from an earlier run, or not.
    await this.lab.pulumi(["stack", "rm", stack, "--yes", "--force"], there);
    await this.lab.reset();
    await this.lab.expect(["stack", "init", stack], there);
  }

  close(): Promise<void> {
    return this.lab.close();
  }

  private stateBytes(): number {
    return statSync(join(this.lab.sandbox.stateFolder, ".pulumi", "stacks", "lab", `${this.lab.stack}.json`))
      .size;
  }
}

function programOf({ program, files }: Contestant, of: World) {
  return { program, files: { ...files, "world.json": JSON.stringify(of) } };
}

function countByOperation(
  requests: readonly { operationId: string; status: number; auth: string }[],
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { operationId, status, auth } of requests) {
    const name = status === 401 && auth === "none" ? "Digest challenge" : `${operationId} ${status}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
