import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { measurementsOf } from "../testing/bench/medians";
import { measureOrganization } from "../testing/bench/organization";
import { latencyMs, plan } from "../testing/bench/plan";
import { reportOf } from "../testing/bench/report";
import type { Results } from "../testing/bench/results";
import { Runner, type Sample } from "../testing/bench/runner";
import { measureScaling } from "../testing/bench/scaling";
import { findEngine } from "../testing/pulumi/find-engine";

const usage = `Usage: npm run bench [-- --quick] [--plot] [--json FILE]
       npm run bench -- --up N… [--parallel P]… [--postgres]
       npm run bench -- --organization [--keys N]… [--latency MS]… [--plot] [--json FILE]
  --quick  fewer rounds and sizes, every promise, in less than ten minutes
  --up     one \`up\` of N keys and N assignments, and nothing else; may be given several times
  --parallel, --postgres  the same again with that --parallel of the engine, and with the state in PostgreSQL
  --organization  complete keys against keys with assignments, and an adoption: 100 and 480 keys, without latency and with 150 ms
  --plot   also writes the charts of docs/images/
  --json   where to write everything that was measured`;

/** Measures, prints a table of all and a verdict on each promise, and writes both as JSON. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      quick: { type: "boolean", default: false },
      up: { type: "string", multiple: true, default: [] },
      parallel: { type: "string", multiple: true, default: [] },
      postgres: { type: "boolean", default: false },
      organization: { type: "boolean", default: false },
      keys: { type: "string", multiple: true, default: ["100", "480"] },
      latency: { type: "string", multiple: true, default: ["0", "150"] },
      plot: { type: "boolean", default: false },
      json: { type: "string", default: join("node_modules", ".cache", "pulumi-atlas-access", "bench.json") },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return console.log(usage);
  const { up, parallel, postgres, keys, latency } = values;
  const numbers = [...up, ...parallel, ...keys, ...latency];
  const bad = numbers.find((text) => !/^(0|[1-9]\d{0,4})$/.test(text));
  if (bad !== undefined) {
    throw new Error(`--up, --parallel, --keys and --latency take whole numbers, not ${JSON.stringify(bad)}`);
  }
  if (up.length > 0) return measureScaling({ counts: up.map(Number), parallel, postgres }, console.log);
  if (values.organization) return organization(keys.map(Number), latency.map(Number), values);
  const results = await measured(values.quick);
  console.log(`\n${reportOf(results).join("\n")}`);
  writeJson(values.json, results);
  if (!values.plot) return;
  // Loaded late: the library for charts is large.
  const { writeCharts } = await import("../testing/bench/charts.js");
  for (const file of await writeCharts(results, "docs/images")) console.log(`Chart: ${file}`);
}

async function organization(
  counts: readonly number[],
  latencies: readonly number[],
  { json, plot }: { json: string; plot: boolean },
): Promise<void> {
  const engine = await findEngine({ progress: (line) => console.log(`engine: ${line}`) });
  const conditions = { date: today(), machine: machineWith(engine.version) };
  const results = await measureOrganization(counts, latencies, console.log);
  writeJson(json, { ...conditions, ...results });
  if (!plot) return;
  const { writeOrganizationChart } = await import("../testing/bench/organization-chart.js");
  const file = await writeOrganizationChart(results.comparisons, { ...conditions, folder: "docs/images" });
  console.log(`Chart: ${file}`);
}

function writeJson(file: string, results: object): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(results, undefined, 2)}\n`);
  console.log(`\nEverything as JSON: ${file}`);
}

const today = () => new Date().toISOString().slice(0, 10);

function machineWith(engineVersion: string): string {
  return `${cpus().length} cores (${cpus()[0]?.model.trim()}), Node ${process.versions.node}, Pulumi ${engineVersion}`;
}

async function measured(quick: boolean): Promise<Results> {
  const engine = await findEngine({ progress: (line) => console.log(`engine: ${line}`) });
  const samples: Sample[] = [];
  const starts: Sample[] = [];
  let into = starts;
  const runner = await Runner.open((sample) => {
    into.push(sample);
    console.log(lineOf(sample));
  });
  try {
    await runner.measureStart(11);
    into = samples;
    for (const step of plan(quick)) await runner.measure(step);
  } finally {
    await runner.close();
  }
  return {
    date: today(),
    machine: machineWith(engine.version),
    command: `npm run bench${quick ? " -- --quick" : ""}`,
    latencyMs,
    measurements: measurementsOf(samples),
    start: measurementsOf(starts),
  };
}

function lineOf({ work, count, subject, wallMs, round }: Sample): string {
  return `round ${round + 1}, N = ${count}, ${subject}: ${work} took ${(wallMs / 1000).toFixed(2)} s`;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
