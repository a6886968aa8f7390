import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { BenchmarkStack } from "./bench-stack";
import { EmulatorProcess } from "./emulator-process";
import { driftedEvery, fleetSeed } from "./fleet-seed";
import { median } from "./medians";
import { latencyMs } from "./plan";
import { table } from "./report";
import { fixture } from "./seed";
import { subjects } from "./subjects";

/** A whole check of the fleet by so many workers. */
interface FleetRun {
  readonly workers: number;
  readonly wallS: number;
  readonly requests: number;
  readonly refused: number;
  readonly drifted: number;
  readonly cpuS: number;
  readonly peakMb: number;
}

const run = promisify(execFile);

/**
 * Checks a fleet of organizations for drift with 1, 4 and 16 workers, and measures what an engine adds to one organization.
 * Prints a report and writes the figures.
 *
 * @param file where the figures go, as JSON
 * @throws Error when a check finds other changes than the seeded ones
 */
export async function benchFleet(organizations: number, keysEach: number, file: string): Promise<void> {
  const atlas = await EmulatorProcess.start({ latencyMs, rateLimits: "real" });
  try {
    const runs: FleetRun[] = [];
    for (const workers of [1, 4, 16]) {
      await atlas.begin(fleetSeed(organizations, keysEach));
      runs.push(await checkFleet(atlas, workers, organizations, keysEach));
    }
    const engine = await engineSample(atlas, keysEach);
    console.log(report(runs, engine, organizations, keysEach).join("\n"));
    writeFileSync(file, `${JSON.stringify({ organizations, keysEach, runs, engine }, undefined, 2)}\n`);
    const wanted = Math.ceil(organizations / driftedEvery);
    if (runs.some(({ drifted }) => drifted !== wanted)) {
      throw new Error(`a check did not find exactly the ${wanted} assignments that were changed by hand`);
    }
  } finally {
    await atlas.close();
  }
}

async function checkFleet(
  atlas: EmulatorProcess,
  workers: number,
  organizations: number,
  keysEach: number,
): Promise<FleetRun> {
  const script = join(__dirname, "children/fleet-worker.ts");
  const started = performance.now();
  const answers = await Promise.all(
    Array.from({ length: workers }, async (_, worker) => {
      const numbers = [worker, workers, organizations, keysEach].map(String);
      const { stdout } = await run(process.execPath, ["--import", "tsx", script, atlas.url, ...numbers]);
      return JSON.parse(stdout) as { drifted: number; cpuMs: number; peakMb: number };
    }),
  );
  const wallS = (performance.now() - started) / 1000;
  const requests = await atlas.requests();
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    workers,
    wallS,
    requests: requests.length,
    refused: requests.filter(({ status }) => status === 429).length,
    drifted: sum(answers.map(({ drifted }) => drifted)),
    cpuS: sum(answers.map(({ cpuMs }) => cpuMs)) / 1000,
    peakMb: Math.max(...answers.map(({ peakMb }) => peakMb)),
  };
}

/** The cost of a check of one such organization with the engine: three runs of `refresh --preview-only`. */
async function engineSample(atlas: EmulatorProcess, keysEach: number) {
  const stack = await BenchmarkStack.open(subjects.ours);
  try {
    const options = { atlas, caller: "account", waitMs: 0 } as const;
    await stack.importFixture(fixture(keysEach), options);
    const samples = [];
    for (let round = 0; round < 3; round++) samples.push(await stack.run("refresh --preview-only", options));
    const all = samples.map(({ used }) => Object.values(used));
    return {
      wallS: median(samples.map(({ wallMs }) => wallMs)) / 1000,
      cpuS: median(all.map((used) => used.reduce((sum, { cpuMs }) => sum + cpuMs, 0))) / 1000,
      peakMb: median(all.map((used) => used.reduce((sum, { peakMb }) => sum + peakMb, 0))),
    };
  } finally {
    await stack.close();
  }
}

function report(
  runs: readonly FleetRun[],
  engine: Awaited<ReturnType<typeof engineSample>>,
  organizations: number,
  keysEach: number,
): string[] {
  const heads = ["workers", "wall s", "requests", "429s", "drifted", "CPU s", "MB of a worker"];
  const rows = runs.map((one) =>
    [
      one.workers,
      one.wallS.toFixed(1),
      one.requests,
      one.refused,
      one.drifted,
      one.cpuS.toFixed(1),
      one.peakMb.toFixed(0),
    ].map(String),
  );
  return [
    `${organizations} organizations of ${keysEach} keys and ${keysEach} assignments, ${latencyMs} ms an answer, Atlas's rate limits on`,
    `${cpus().length} cores, Node ${process.versions.node}; read and compared by the provider, without an engine:`,
    ...table([heads, ...rows]),
    `with the engine, one organization: ${engine.wallS.toFixed(1)} s, ${engine.cpuS.toFixed(1)} s of CPU, ${engine.peakMb.toFixed(0)} MB in all processes`,
  ];
}
