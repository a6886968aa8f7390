import type { Measurement, Work } from "./bench-stack";
import { table } from "./report";

/** How keys with roles in three projects each are written. */
export const forms = ["separate", "complete"] as const;
export type Form = (typeof forms)[number];

/** One size of an organization, and how long each response takes. */
export interface Size {
  readonly count: number;
  readonly latencyMs: number;
}

/** What both forms took for one command. */
export interface Comparison extends Size {
  readonly work: Work;
  readonly taken: Readonly<Record<Form, Measurement>>;
}

/** Upper bound for the complete form at 480 keys, as a fraction of the separate form. */
const aims: readonly { readonly work: Work; readonly most: number }[] = [
  { work: "up", most: 1 / 4 },
  { work: "no-op preview", most: 1 / 3 },
  { work: "refresh --preview-only", most: 1 / 3 },
  { work: "preview --refresh", most: 1 / 3 },
];
const stateAim = 0.4;

/** A table with one row for each command and size. */
export function reportOf(comparisons: readonly Comparison[]): string[] {
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
export function verdictsOf(comparisons: readonly Comparison[]): string[] {
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
export function writesOf({ requests }: Measurement): number {
  const writes = Object.entries(requests).filter(([name]) => /^(create|add|update|remove|delete)/.test(name));
  return writes.reduce((sum, [, count]) => sum + count, 0);
}

export const seconds = ({ wallMs }: Measurement) => (wallMs / 1000).toFixed(1);
const kilobytes = ({ stateBytes }: Measurement) => (stateBytes / 1000).toFixed(0);
