import { oneLine } from "../../plain-text";
import type { DriftReport, ResourceReport, StackReport } from "../report";
import { secretLines } from "./secrets";
import { privilegeWarnings, summaryLine } from "./summary-line";
import { unmanagedLines } from "./unmanaged";
import { describeResource } from "./wording";

/** The report for a terminal; resources that are in sync have no row. */
export function renderTable(report: DriftReport, { unmanaged }: { readonly unmanaged: boolean }): string {
  const lines = [
    ...report.stacks.flatMap(stackLines),
    ...report.organizations.flatMap((organization) => {
      const title = `Organization ${oneLine(organization.name ?? "")} (${organization.id})`;
      const found = [
        ...secretLines(organization, oneLine).map((line) => `  secret        ${line}`),
        ...(unmanaged ? unmanagedLines(organization, oneLine).map((line) => `  unmanaged     ${line}`) : []),
        ...organization.notReadable.map((line) => `  not readable  ${oneLine(line)}`),
      ];
      return found.length === 0 ? [] : [title, ...found, ""];
    }),
    [summaryLine(report, oneLine), privilegeWarnings(report).join(" ")]
      .filter((part) => part !== "")
      .join(". "),
  ];
  return `${lines.join("\n")}\n`;
}

function stackLines({ stack, project, error, resources, pendingCreates }: StackReport): readonly string[] {
  const title = `Stack ${oneLine(stack)}${project === "" ? "" : ` (project ${oneLine(project)})`}`;
  if (error !== undefined) return [title, `  not compared: ${oneLine(error)}`, ""];
  const rows = [
    ...resources.filter(({ status }) => status !== "in sync").flatMap(rowsOf),
    ...pendingCreates.map(({ type, name }) => [
      "pending",
      type,
      oneLine(name),
      "an interrupted run did not finish this create; `pulumi up` reports what happened to it",
    ]),
  ];
  return rows.length === 0 ? [title, "  everything is in sync", ""] : [title, ...alignColumns(rows), ""];
}

function rowsOf(report: ResourceReport): readonly (readonly string[])[] {
  const { status, type, name, repair } = report;
  const words = [
    ...describeResource(report, oneLine),
    ...(repair === undefined ? [] : [`repair: ${repair}`]),
  ];
  return words.map((line, at) => (at === 0 ? [status, type, oneLine(name), line] : ["", "", "", line]));
}

/** Pads all columns except the last. */
function alignColumns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd(),
  );
}
