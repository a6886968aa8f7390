/**
 * The result of one check of a release. `waits`: it can only be fulfilled at the release itself;
 * `unknown`: it cannot be checked on this machine.
 */
export interface Finding {
  readonly state: "holds" | "waits" | "stops" | "unknown";
  /** What was found, and what to do if the check fails. */
  readonly detail: string;
}

export const holds = (detail: string): Finding => ({ state: "holds", detail });
export const stops = (detail: string): Finding => ({ state: "stops", detail });
export const waits = (detail: string): Finding => ({ state: "waits", detail });
export const unknown = (detail: string): Finding => ({ state: "unknown", detail });

/** The findings as a table with a summary below, and whether a release is possible now. */
export function table(findings: Readonly<Record<string, Finding>>): { text: string; ready: boolean } {
  const rows = Object.entries(findings);
  const width = Math.max(...rows.map(([name]) => name.length));
  const text = rows.map(([name, { state, detail }]) => {
    const [first = "", ...more] = detail.split("\n");
    const lines = [`${name.padEnd(width)}  ${state.padEnd(7)}  ${first}`];
    return [...lines, ...more.map((line) => `${" ".repeat(width + 11)}${line}`)].join("\n");
  });
  const named = (wanted: Finding["state"]) =>
    rows.flatMap(([name, { state }]) => (state === wanted ? name : [])).join(", ");
  const [stopping, waiting] = [named("stops"), named("waits")];
  const verdict = stopping
    ? `This cannot be released: ${stopping}.`
    : waiting
      ? `Nothing is missing. A release waits for: ${waiting}.`
      : "Nothing stops a release.";
  return { text: `${text.join("\n")}\n\n${verdict}`, ready: !stopping && !waiting };
}
