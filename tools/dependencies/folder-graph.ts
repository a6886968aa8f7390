import type { Cruise } from "./cruise";

/** An arrow of the graph: a file of the first folder imports a file of the second. */
export type Arrow = readonly [from: string, to: string];

/**
 * Which folder imports which. An arrow that a longer path implies is left out, so that the picture shows the layers.
 *
 * @param nodeOf the folder that stands for a file, or undefined for a file that the graph leaves out
 */
export function folderArrows(
  imports: Cruise["imports"],
  nodeOf: (file: string) => string | undefined,
): readonly Arrow[] {
  const targets = new Map<string, Set<string>>();
  for (const { from, to } of imports) {
    const [a, b] = [nodeOf(from), nodeOf(to)];
    if (a === undefined || b === undefined || a === b) continue;
    targets.set(a, (targets.get(a) ?? new Set()).add(b));
  }
  const arrows = [...targets].flatMap(([from, all]) => [...all].map((to): Arrow => [from, to]));
  return arrows.filter((arrow) => !isImplied(arrow, targets)).sort(byText);
}

/** The graph as a mermaid flowchart, which GitHub and GitLab draw. */
export function mermaid(arrows: readonly Arrow[]): string {
  const lines = arrows.map(([from, to]) => `  ${idOf(from)}["${from}"] --> ${idOf(to)}["${to}"]`);
  return ["```mermaid", "flowchart TD", ...lines, "```"].join("\n");
}

function isImplied([from, to]: Arrow, targets: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  const others = [...(targets.get(from) ?? [])].filter((other) => other !== to);
  return others.some((other) => reaches(other, to, targets, new Set([from])));
}

function reaches(
  from: string,
  to: string,
  targets: ReadonlyMap<string, ReadonlySet<string>>,
  seen: Set<string>,
): boolean {
  if (from === to) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  return [...(targets.get(from) ?? [])].some((next) => reaches(next, to, targets, seen));
}

function idOf(folder: string): string {
  return folder.replace(/[^a-z]/g, "_");
}

function byText(a: Arrow, b: Arrow): number {
  return a.join(" ") < b.join(" ") ? -1 : 1;
}
