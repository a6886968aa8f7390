import { oneLine } from "../plain-text";
import type { DoctorReport, Finding } from "./report";

/** The report for people: a line for each check, its level as a word, and what to do below it. */
export function renderText({ findings }: DoctorReport): string {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const lines = findings.flatMap((finding) => linesOf(finding, width));
  return `${[...lines, "", conclusion(findings)].join("\n")}\n`;
}

function linesOf({ check, level, summary, advice, details = [] }: Finding, width: number): string[] {
  const indent = " ".repeat(width + 8);
  return [
    `${level.padEnd(4)}  ${check.padEnd(width)}  ${oneLine(summary)}`,
    ...details.map((line) => `${indent}${oneLine(line)}`),
    ...(advice === undefined ? [] : [`${indent}-> ${oneLine(advice)}`]),
  ];
}

function conclusion(findings: readonly Finding[]): string {
  const count = (level: Finding["level"]) => findings.filter((finding) => finding.level === level).length;
  const [stops, warns] = [count("stop"), count("warn")];
  const first =
    stops === 0 ? "Nothing here would stop an `up`" : `${problemCount(stops)} would stop an \`up\``;
  return warns === 0 ? `${first}.` : `${first}; ${problemCount(warns).toLowerCase()} to look at.`;
}

function problemCount(count: number): string {
  return count === 1 ? "One thing" : `${count} things`;
}
