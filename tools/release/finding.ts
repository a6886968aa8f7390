/** Whether one thing that a release needs is there: it holds, it stops the release, or nobody can say here. */
export interface Finding {
  readonly state: "holds" | "stops" | "unknown";
  /** What was found, and where it does not hold, what to do. */
  readonly detail: string;
}

export const holds = (detail: string): Finding => ({ state: "holds", detail });
export const stops = (detail: string): Finding => ({ state: "stops", detail });
export const unknown = (detail: string): Finding => ({ state: "unknown", detail });

/** The findings as a table, and whether one of them stops a release. */
export function table(findings: Readonly<Record<string, Finding>>): { text: string; stopped: boolean } {
  const rows = Object.entries(findings);
  const width = Math.max(...rows.map(([name]) => name.length));
  const text = rows.map(([name, { state, detail }]) => {
    const [first = "", ...more] = detail.split("\n");
    const lines = [`${name.padEnd(width)}  ${state.padEnd(7)}  ${first}`];
    return [...lines, ...more.map((line) => `${" ".repeat(width + 11)}${line}`)].join("\n");
  });
  return { text: text.join("\n"), stopped: rows.some(([, { state }]) => state === "stops") };
}
