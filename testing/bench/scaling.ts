import { startPostgres } from "../pipelines/postgres";
import { BenchmarkStack, type RunOptions } from "./bench-stack";
import { EmulatorProcess } from "./emulator-process";
import { latencyMs } from "./plan";
import { emptySeed, fixture } from "./seed";
import { type Subject, subjects } from "./subjects";

/** What is measured at each size. */
export interface Scaling {
  /** Numbers of keys, and of assignments. */
  readonly counts: readonly number[];
  /** Values of the engine's `--parallel`, in addition to the default. */
  readonly parallel: readonly string[];
  /** Also on PostgreSQL, one that is started for it; its server must be installed. */
  readonly postgres: boolean;
}

/** How an `up` that makes everything grows, whose state the engine rewrites at every step; a line for each. */
export async function measureScaling(scaling: Scaling, print: (line: string) => void): Promise<void> {
  const database = scaling.postgres ? await startPostgres() : undefined;
  const ways = waysOf(scaling, database);
  const atlas = await EmulatorProcess.start({ latencyMs });
  try {
    for (const name of ["nothing", "ours"] as const) {
      const stack = await BenchmarkStack.open(subjects[name]);
      try {
        for (const count of scaling.counts) await measureSize(count, ways, { name, stack, atlas, print });
      } finally {
        await stack.close();
      }
    }
  } finally {
    await atlas.close();
    database?.close();
  }
}

type Postgres = Awaited<ReturnType<typeof startPostgres>>;

interface Way {
  readonly text: string;
  readonly options: Pick<RunOptions, "args" | "backend">;
}

function waysOf({ parallel }: Scaling, database: Postgres | undefined): readonly Way[] {
  const atOnce = parallel.map((value) => ({
    text: ` --parallel ${value}`,
    options: { args: ["--parallel", value] },
  }));
  const files = [{ text: "", options: {} }, ...atOnce];
  if (database === undefined) return files;
  const backend = { PULUMI_BACKEND_URL: database.url, PGPASSWORD: database.password };
  return [...files, { text: " on PostgreSQL", options: { backend } }];
}

interface ScalingRun {
  readonly name: Subject["name"];
  readonly stack: BenchmarkStack;
  readonly atlas: EmulatorProcess;
  readonly print: (line: string) => void;
}

async function measureSize(
  count: number,
  ways: readonly Way[],
  { name, stack, atlas, print }: ScalingRun,
): Promise<void> {
  for (const { text, options } of ways) {
    await stack.reset(options.backend);
    stack.describe(fixture(count));
    await atlas.begin(emptySeed(fixture(count)));
    const { wallMs, used, stateBytes } = await stack.run("up", {
      atlas,
      caller: "account",
      waitMs: latencyMs,
      ...options,
    });
    const engineS = ((used.engine?.cpuMs ?? 0) / 1000).toFixed(1);
    const state = options.backend === undefined ? `, ${(stateBytes / 1000).toFixed(0)} kB of state` : "";
    print(
      `N = ${count}, ${name}: up${text} took ${(wallMs / 1000).toFixed(1)} s, the engine's CPU ${engineS} s${state}`,
    );
  }
}
