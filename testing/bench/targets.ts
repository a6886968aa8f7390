import type { Work } from "./bench-stack";
import type { Measurement } from "./medians";
import { countsOf, measurement, type Results, requestsOf } from "./results";
import type { Subject } from "./subjects";

/** One target with its measured value. */
export interface Target {
  readonly what: string;
  readonly measured: number;
  /** The most that is allowed. */
  readonly bound: number;
  readonly unit: "requests" | "s" | "times";
}

/** Every promise of the benchmark, measured. */
export function targetsOf(results: Results): Target[] {
  const counts = countsOf(results);
  return [
    ...counts.flatMap((count) => refreshTargets(results, count)),
    ...counts.flatMap((count) => upTargets(results, count)),
    ...againstTheUsualWay(results),
    ...startTargets(results),
    ...pluginTargets(results),
  ];
}

const atMost = (what: string, measured: number, bound: number, unit: Target["unit"]): Target => ({
  what,
  measured,
  bound,
  unit,
});

function refreshTargets(results: Results, count: number): Target[] {
  const allowed = count === 1 ? 3 : Math.ceil(count / 500) + 3;
  return (["refresh --preview-only", "preview --refresh"] as const).flatMap((work) => {
    const ours = measurement(results, "ours", work, count);
    const floor = measurement(results, "nothing", work, count);
    const limited = measurement(results, "ours", work, count, "real");
    const what = `${work}, N = ${count}`;
    return [
      ...(ours ? [atMost(`${what}: requests`, requestsOf(ours), allowed, "requests")] : []),
      ...(ours && floor
        ? [
            atMost(
              `${what}: wall`,
              ours.wallMs / 1000,
              (1.15 * floor.wallMs + 3 * results.latencyMs + 150) / 1000,
              "s",
            ),
          ]
        : []),
      ...(limited ? [atMost(`${what}, rate limits on: 429s`, refused(limited), 0, "requests")] : []),
    ];
  });
}

function upTargets(results: Results, count: number): Target[] {
  const up = measurement(results, "ours", "up", count);
  const floor = measurement(results, "nothing", "up", count);
  const most = 2 * count + Math.ceil(count / 500) + 3;
  const counted = (work: Work, bound: number) => {
    const measured = measurement(results, "ours", work, count);
    return measured
      ? [atMost(`${work}, N = ${count}: requests`, requestsOf(measured), bound, "requests")]
      : [];
  };
  return [
    ...counted("up", most),
    ...(up && floor
      ? [atMost(`up, N = ${count}: wall`, up.wallMs / 1000, (1.1 * floor.wallMs + 500) / 1000, "s")]
      : []),
    ...counted("no-op up", 0),
    ...counted("no-op preview", 0),
    ...counted("destroy", 2 * count + 3),
  ];
}

function againstTheUsualWay(results: Results): Target[] {
  const compared = (work: Work, bound: number): Target[] => {
    const ratio = wallRatio(results.measurements, "usual", work, 100);
    return ratio === undefined
      ? []
      : [atMost(`${work}, N = 100, against the usual way`, ratio, bound, "times")];
  };
  return [...compared("up", 0.6), ...compared("refresh --preview-only", 0.25)];
}

function startTargets({ start }: Results): Target[] {
  const ratio = wallRatio(start, "nothing", "preview", 1);
  return ratio === undefined ? [] : [atMost("preview of one resource against nothing", ratio, 1.25, "times")];
}

/** The plugin against the dynamic resources: no slower, and no larger a state. */
function pluginTargets(results: Results): Target[] {
  const pair = (measurements: readonly Measurement[], work: Work, count: number) =>
    [
      measurement({ measurements }, "plugin", work, count),
      measurement({ measurements }, "ours", work, count),
    ] as const;
  const compared = (what: string, [plugin, ours]: ReturnType<typeof pair>, of: "wallMs" | "stateBytes") =>
    plugin && ours ? [atMost(`${what}, plugin against dynamic`, plugin[of] / ours[of], 1, "times")] : [];
  return [
    ...compared("preview of one resource", pair(results.start, "preview", 1), "wallMs"),
    ...(["refresh --preview-only", "preview --refresh"] as const).flatMap((work) => {
      const measured = pair(results.measurements, work, 500);
      return [
        ...compared(`${work}, N = 500`, measured, "wallMs"),
        ...compared(`${work}, N = 500: state`, measured, "stateBytes"),
      ];
    }),
  ];
}

/** Our wall time as a multiple of another's. */
function wallRatio(
  measurements: readonly Measurement[],
  other: Subject["name"],
  work: Work,
  count: number,
): number | undefined {
  const ours = measurement({ measurements }, "ours", work, count);
  const theirs = measurement({ measurements }, other, work, count);
  return ours && theirs && ours.wallMs / theirs.wallMs;
}

function refused({ requests }: Measurement): number {
  const names = Object.keys(requests).filter((name) => name.endsWith(" 429"));
  return names.reduce((sum, name) => sum + (requests[name] ?? 0), 0);
}

/** `reached`, or by how much not. */
export function verdict({ measured, bound, unit }: Target): string {
  const short = measured - bound;
  return short <= 0 ? "reached" : `short by ${amount(short, unit)}`;
}

export function amount(value: number, unit: Target["unit"]): string {
  const text = value.toFixed(unit === "requests" ? 0 : 2);
  return unit === "s" ? `${text} s` : text;
}
