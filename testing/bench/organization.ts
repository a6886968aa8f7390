import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BenchmarkStack, type Measurement, type Work } from "./bench-stack";
import { EmulatorProcess } from "./emulator-process";
import { table } from "./report";
import { emptySeed, fixture } from "./seed";

/** How keys with roles in three projects each are written. */
const forms = ["separate", "complete"] as const;
type Form = (typeof forms)[number];

/** What is measured, in this order, after the first `up` of an empty organization. */
const works = [
  "up",
  "no-op preview",
  "preview --refresh",
  "refresh --preview-only",
] as const satisfies Work[];

/** One size of an organization, and how long each response takes. */
interface Size {
  readonly count: number;
  readonly latencyMs: number;
}

/** What both forms took for one command. */
interface Comparison extends Size {
  readonly work: Work;
  readonly taken: Readonly<Record<Form, Measurement>>;
}

/** What the complete form may take at most at 480 keys, as a part of what the separate form takes. */
const aims: readonly { readonly work: Work; readonly most: number }[] = [
  { work: "up", most: 1 / 4 },
  { work: "no-op preview", most: 1 / 3 },
  { work: "refresh --preview-only", most: 1 / 3 },
  { work: "preview --refresh", most: 1 / 3 },
];
const stateAim = 0.4;

/**
 * Compares complete keys with keys and assignments in one run, N keys with roles in three projects each. The caller is a
 * service account, since an organization holds 500 keys.
 */
export async function measureOrganization(
  counts: readonly number[],
  latencies: readonly number[],
  print: (line: string) => void,
): Promise<void> {
  const comparisons: Comparison[] = [];
  for (const latencyMs of latencies) {
    const atlas = await EmulatorProcess.start({ latencyMs });
    try {
      for (const count of counts) comparisons.push(...(await compare(atlas, { count, latencyMs }, print)));
    } finally {
      await atlas.close();
    }
  }
  for (const line of [...reportOf(comparisons), "", ...verdictsOf(comparisons)]) print(line);
}

async function compare(
  atlas: EmulatorProcess,
  size: Size,
  print: (line: string) => void,
): Promise<Comparison[]> {
  const measured = {} as Record<Form, Record<Work, Measurement>>;
  for (const form of forms) {
    const stack = await BenchmarkStack.open(subjectOf(form));
    try {
      stack.describe(fixture(size.count));
      await atlas.begin(emptySeed(fixture(size.count)));
      measured[form] = {} as Record<Work, Measurement>;
      for (const work of works) {
        const taken = await stack.run(work, { atlas, caller: "account", waitMs: 0 });
        measured[form][work] = taken;
        print(`N = ${size.count}, ${size.latencyMs} ms, ${form}: ${work} took ${seconds(taken)} s`);
      }
    } finally {
      await stack.close();
    }
  }
  return works.map((work) => ({
    ...size,
    work,
    taken: { separate: measured.separate[work], complete: measured.complete[work] },
  }));
}

function subjectOf(form: Form) {
  return {
    name: "ours",
    title: `keys in the ${form} form`,
    program: readFileSync(join(__dirname, "programs", "keys-of-an-organization.js"), "utf8"),
    files: { "form.json": JSON.stringify({ form }) },
  } as const;
}

/** A table with one row for each command and size. */
function reportOf(comparisons: readonly Comparison[]): string[] {
  const heads = ["command", "N", "latency ms"];
  const figures = ["separate s", "complete s", "separate requests", "complete requests"];
  const rows = comparisons.map(({ work, count, latencyMs, taken: { separate, complete } }) => [
    work,
    String(count),
    String(latencyMs),
    ...[seconds(separate), seconds(complete)],
    ...[String(requestsOf(separate)), String(requestsOf(complete))],
    ...[kilobytes(separate), kilobytes(complete)],
  ]);
  return table([[...heads, ...figures, "separate state kB", "complete state kB"], ...rows]);
}

/** Each aim at the largest size, and whether it was reached. */
function verdictsOf(comparisons: readonly Comparison[]): string[] {
  const largest = Math.max(...comparisons.map(({ count }) => count));
  const rows = comparisons
    .filter(({ count }) => count === largest)
    .flatMap(({ work, latencyMs, taken: { separate, complete } }) => {
      const most = aims.find((aim) => aim.work === work)?.most ?? Number.NaN;
      const what = `${work}, N = ${largest}, ${latencyMs} ms`;
      const wall = verdict(`${what}: wall`, complete.wallMs / separate.wallMs, most);
      if (work !== "up") return [wall];
      return [
        wall,
        verdict(`${what}: state`, complete.stateBytes / separate.stateBytes, stateAim),
        verdict(`${what}: writing requests`, writesOf(complete) / writesOf(separate), 1),
      ];
    });
  return table([["complete form as a part of the separate form", "measured", "at most", ""], ...rows]);
}

function verdict(what: string, measured: number, most: number): string[] {
  return [what, measured.toFixed(2), most.toFixed(2), measured <= most ? "reached" : "not reached"];
}

function requestsOf({ requests }: Measurement): number {
  return Object.values(requests).reduce((sum, count) => sum + count, 0);
}

/** Requests that change something; names that begin with get or list, and those for tokens, do not. */
function writesOf({ requests }: Measurement): number {
  const writes = Object.entries(requests).filter(([name]) => /^(create|add|update|remove|delete)/.test(name));
  return writes.reduce((sum, [, count]) => sum + count, 0);
}

const seconds = ({ wallMs }: Measurement) => (wallMs / 1000).toFixed(1);
const kilobytes = ({ stateBytes }: Measurement) => (stateBytes / 1000).toFixed(0);
