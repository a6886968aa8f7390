import { oneLine } from "../plain-text";
import type { DoctorReport, Finding, Level } from "./report";

const levels: readonly Level[] = ["ok", "warn", "error", "skip"];
const levelWidth = Math.max(...levels.map((level) => level.length));

/** The report for people: a line for each check with its level, details and advice below it. */
export function renderText({ findings }: DoctorReport): string {
  const checkWidth = Math.max(...findings.map(({ check }) => check.length));
  const lines = findings.flatMap((finding) => linesOf(finding, checkWidth));
  return `${[...lines, "", conclusion(findings)].join("\n")}\n`;
}

function linesOf({ check, level, summary, advice, details = [] }: Finding, checkWidth: number): string[] {
  const indent = " ".repeat(levelWidth + checkWidth + 4);
  return [
    `${level.padEnd(levelWidth)}  ${check.padEnd(checkWidth)}  ${oneLine(summary)}`,
    ...details.map((line) => `${indent}${oneLine(line)}`),
    ...(advice === undefined ? [] : [`${indent}-> ${oneLine(advice)}`]),
  ];
}

function conclusion(findings: readonly Finding[]): string {
  const count = (level: Level) => findings.filter((finding) => finding.level === level).length;
  const errors =
    count("error") === 0
      ? "No error: an `up` can run"
      : `${counted(count("error"), "error")}: an \`up\` would fail`;
  return count("warn") === 0 ? `${errors}.` : `${errors}. ${counted(count("warn"), "warning")}.`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
