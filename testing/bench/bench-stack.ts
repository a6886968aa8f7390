import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EngineHarness, type HarnessOptions } from "../engine/engine-harness";
import type { HarnessProgram } from "../engine/project";
import type { CommandResult } from "../sandbox/running-command";
import { atlasAccessCommand, type EmulatorProcess } from "./emulator-process";
import { deploymentOf } from "./imported-state";
import { ProcessWatch, type Role, type Usage } from "./process-watch";
import { type Fixture, fixture, fullSeed } from "./seed";
import { type Caller, callerVariables, type Subject } from "./subjects";

/** The engine's operation. */
export const workloads = {
  up: ["up", "--yes", "--skip-preview"],
  "no-op up": ["up", "--yes", "--skip-preview", "--expect-no-changes"],
  preview: ["preview"],
  "no-op preview": ["preview", "--expect-no-changes"],
  "preview --refresh": ["preview", "--refresh", "--expect-no-changes"],
  "refresh --preview-only": ["refresh", "--preview-only", "--expect-no-changes"],
  destroy: ["destroy", "--yes", "--skip-preview"],
} as const satisfies Record<string, readonly string[]>;
export type Work = keyof typeof workloads;

/** What one run of the engine took. */
export interface Measurement {
  readonly wallMs: number;
  readonly used: Partial<Record<Role, Usage>>;
  /** Requests by operation and status, `createOrgApiKey 200`; a Digest challenge is named so. */
  readonly requests: Readonly<Record<string, number>>;
  /** Size of the stored state afterwards. */
  readonly stateBytes: number;
}

/** Options of a run. */
export interface RunOptions {
  readonly atlas: EmulatorProcess;
  readonly caller: Caller;
  /** How long a creation of the provider that does nothing waits. */
  readonly waitMs: number;
  /** More arguments of the engine. */
  readonly args?: readonly string[];
  /** Variables for another backend instead of the sandbox's files. */
  readonly backend?: Readonly<Record<string, string>>;
}

const timeoutMs = 30 * 60_000;

/** The engine with a passphrase, as in all of the benchmark's figures. */
const asMeasured = { secretsProvider: "passphrase" } as const;

/** A stack with a contestant's program. */
export class BenchmarkStack {
  private constructor(
    readonly subject: Subject,
    private readonly engine: EngineHarness,
  ) {}

  /** @param how the engine is set up; as it is measured unless given */
  static async open(subject: Subject, how: Partial<HarnessOptions> = asMeasured): Promise<BenchmarkStack> {
    const engine = await EngineHarness.open({
      ...programOf(subject, fixture(1)),
      ...(subject.host && { host: subject.host }),
      ...how,
    });
    return new BenchmarkStack(subject, engine);
  }

  /** Makes the program describe that world. */
  describe(of: Fixture): void {
    this.engine.program(programOf(this.subject, of));
  }

  /** Replaces the contestant's program. */
  use(program: HarnessProgram): void {
    this.engine.program(program);
  }

  /** Runs `atlas-access ARGS`. @throws Error with the output when it does not end well */
  async atlasAccess(args: readonly string[], env: Readonly<Record<string, string>>): Promise<CommandResult> {
    const command = [process.execPath, atlasAccessCommand, ...args] as const;
    const result = await this.engine.sandbox.run(command, { cwd: this.engine.folder, env, timeoutMs });
    if (result.code === 0) return result;
    throw new Error(`atlas-access ${args.join(" ")} ended with ${result.code}\n${result.stderr}`);
  }

  /** Runs the engine once and returns its measurements. @throws Error with the output when it fails */
  async run(work: Work, options: RunOptions): Promise<Measurement> {
    const { atlas, caller, waitMs, args = [] } = options;
    await atlas.forgetRequests();
    const env = { ...callerVariables(atlas.url, caller, waitMs), ...options.backend };
    const running = this.engine.start([...workloads[work], ...args], { env, timeoutMs });
    const watch = new ProcessWatch(() => running.processes());
    const { code, ms, stdout, stderr } = await running.done;
    const used = watch.end();
    if (code !== 0) {
      throw new Error(
        `${this.subject.title}: pulumi ${workloads[work].join(" ")} ended with ${code}\n${stdout}${stderr}`,
      );
    }
    const requests = countByOperation(await atlas.requests());
    return { wallMs: ms, used, requests, stateBytes: this.stateBytes() };
  }

  /** Gives the stack the state of a whole world, and Atlas that world, by `pulumi stack import`. */
  async importFixture(of: Fixture, options: RunOptions): Promise<void> {
    const one = fixture(1);
    const { atlas } = options;
    await atlas.begin(fullSeed({ ...one, count: 0 }, true));
    this.describe(one);
    await this.run("up", { ...options, caller: "key" });
    const state = deploymentOf(await this.engine.stackExport(["--show-secrets"]), of);
    const file = join(this.engine.sandbox.folder, "fixture-state.json");
    writeFileSync(file, JSON.stringify(state));
    await this.engine.expect(["stack", "import", "--file", file], { timeoutMs });
    this.describe(of);
    await atlas.begin(fullSeed(of, options.caller === "key"));
  }

  /** Forgets the state, as on the first day. */
  async reset(backend?: RunOptions["backend"]): Promise<void> {
    await this.engine.reset();
    if (backend === undefined) return;
    const { stack } = this.engine;
    const there = { env: backend };
    // May be there from an earlier run, or not.
    await this.engine.pulumi(["stack", "rm", stack, "--yes", "--force"], there);
    await this.engine.reset();
    await this.engine.expect(["stack", "init", stack], there);
  }

  close(): Promise<void> {
    return this.engine.close();
  }

  private stateBytes(): number {
    return statSync(
      join(this.engine.sandbox.stateFolder, ".pulumi", "stacks", "lab", `${this.engine.stack}.json`),
    ).size;
  }
}

function programOf({ program, files }: Subject, of: Fixture) {
  return { program, files: { ...files, "fixture.json": JSON.stringify(of) } };
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
