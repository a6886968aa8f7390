import type { Measurement } from "./medians";
import { roles } from "./process-watch";
import { measurement, type Results, requestsOf } from "./results";
import { amount, type Target, targetsOf, verdict } from "./targets";

/** The whole report as lines: the measurements, then every target with its result. */
export function reportOf(results: Results): string[] {
  return [
    `${results.date}, ${results.machine}`,
    `every answer of Atlas takes ${results.latencyMs} ms; N keys with roles in up to ten projects; medians`,
    "",
    ...table([measuredHeads, ...results.measurements.map((one) => measuredRow(results, one))]),
    "",
    ...table([["what to reach", "measured", "bound", ""], ...targetsOf(results).map(targetRow)]),
  ];
}

const measuredHeads = [
  "work",
  "N",
  "provider",
  "runs",
  "wall s",
  "of nothing",
  ...roles.map((role) => `${role} CPU s`),
  ...roles.map((role) => `${role} MB`),
  "requests",
  "state kB",
];

function measuredRow(results: Results, one: Measurement): string[] {
  const floor = measurement(results, "nothing", one.work, one.count);
  const used = (role: (typeof roles)[number]) => one.used[role];
  return [
    one.rateLimits === "real" ? `${one.work} (limits on)` : one.work,
    String(one.count),
    one.subject,
    String(one.runs),
    (one.wallMs / 1000).toFixed(2),
    floor ? (one.wallMs / floor.wallMs).toFixed(2) : "",
    ...roles.map((role) => inSeconds(used(role)?.cpuMs)),
    ...roles.map((role) => used(role)?.peakMb.toFixed(0) ?? ""),
    String(requestsOf(one)),
    (one.stateBytes / 1000).toFixed(0),
  ];
}

function inSeconds(ms: number | undefined): string {
  return ms === undefined ? "" : (ms / 1000).toFixed(2);
}

function targetRow(target: Target): string[] {
  const bound = `at most ${amount(target.bound, target.unit)}`;
  return [target.what, amount(target.measured, target.unit), bound, verdict(target)];
}

/** Columns as wide as their widest entry; numbers are aligned right. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((text, at) => {
        const isNumber = rows.slice(1).every((other) => /^[\d.]*$/.test(other[at] ?? ""));
        return isNumber ? text.padStart(widths[at] ?? 0) : text.padEnd(widths[at] ?? 0);
      })
      .join("  ")
      .trimEnd(),
  );
}
