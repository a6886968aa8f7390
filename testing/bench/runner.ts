import { BenchmarkStack, type Measurement, type Work } from "./bench-stack";
import { EmulatorProcess } from "./emulator-process";
import { latencyMs, type Step } from "./plan";
import { emptySeed, fixture } from "./seed";
import { type Subject, subjects } from "./subjects";

/** One measured run. */
export interface Sample extends Measurement, Pick<Step, "count" | "caller" | "rateLimits"> {
  readonly subject: Subject["name"];
  readonly work: Work;
  readonly round: number;
}

/** Where everything runs: one emulator process for all contestants, one stack for each. */
export class Runner {
  private readonly stacks = new Map<Subject["name"], BenchmarkStack>();

  private constructor(
    readonly atlas: EmulatorProcess,
    private readonly limited: EmulatorProcess,
    private readonly onSample: (sample: Sample) => void,
  ) {}

  static async open(onSample: (sample: Sample) => void): Promise<Runner> {
    const atlas = await EmulatorProcess.start({ latencyMs });
    const limited = await EmulatorProcess.start({ latencyMs, rateLimits: "real" });
    return new Runner(atlas, limited, onSample);
  }

  /** Measures one step, the contestants in turns; another of them begins each round. */
  async measure(step: Step): Promise<void> {
    if (step.state === "imported") for (const name of step.subjects) await this.importFixture(name, step);
    for (let round = 0; round < step.rounds; round++) {
      const turns = step.subjects.map((_, at) => step.subjects[(at + round) % step.subjects.length]);
      for (const name of turns) if (name !== undefined) await this.turn(name, step, round);
    }
  }

  /** The start of everything: a preview of one resource that is not there yet. */
  async measureStart(rounds: number): Promise<void> {
    const options = { atlas: this.atlas, caller: "key", waitMs: 0 } as const;
    for (let round = 0; round < rounds; round++) {
      for (const name of ["ours", "plugin", "nothing"] as const) {
        const stack = await this.stack(name);
        await stack.reset();
        stack.describe(fixture(1, true));
        const measurement = await stack.run("preview", options);
        this.take({ ...measurement, subject: name, work: "preview", round, ...startOf });
      }
    }
  }

  async close(): Promise<void> {
    for (const stack of this.stacks.values()) await stack.close();
    await this.atlas.close();
    await this.limited.close();
  }

  private async turn(name: Subject["name"], step: Step, round: number): Promise<void> {
    const stack = await this.stack(name);
    const { count, caller, rateLimits } = step;
    const atlas = rateLimits === "real" ? this.limited : this.atlas;
    const once = round === 0 && name === "ours" ? step.once : [];
    if (step.state === "applied") {
      await stack.reset();
      stack.describe(fixture(count));
      await atlas.begin(emptySeed(fixture(count)));
    }
    for (const work of [...step.workloads, ...once]) {
      const measurement = await stack.run(work, { atlas, caller, waitMs: latencyMs });
      this.take({ ...measurement, subject: name, work, round, count, caller, rateLimits });
    }
  }

  private async importFixture(name: Subject["name"], { count, caller, rateLimits }: Step): Promise<void> {
    const atlas = rateLimits === "real" ? this.limited : this.atlas;
    const stack = await this.stack(name);
    await stack.reset();
    await stack.importFixture(fixture(count), { atlas, caller, waitMs: 0 });
  }

  private take(sample: Sample): void {
    this.onSample(sample);
  }

  private async stack(name: Subject["name"]): Promise<BenchmarkStack> {
    const known = this.stacks.get(name) ?? (await BenchmarkStack.open(subjects[name]));
    this.stacks.set(name, known);
    return known;
  }
}

const startOf = { count: 1, caller: "key", rateLimits: "off" } as const;
