import type { DriftReport, ResourceReport } from "../report";
import { codeSpan, truncateList } from "./markdown-text";
import { secretLines } from "./secrets";
import { privilegeWarnings, statusTitles, summaryLine } from "./summary-line";
import { unmanagedLines } from "./unmanaged";
import { describeResource } from "./wording";

/** A comment on a pull request has at most 65,536 characters; the rest is for text that a pipeline adds. */
const maxLength = 60_000;

interface Section {
  readonly title: string;
  readonly items: readonly string[];
}

/**
 * The report as a comment on a pull request. The same findings give the same text, so it does not contain the time. A
 * pipeline finds its earlier comment by the first line.
 */
export function renderMarkdown(report: DriftReport, { unmanaged }: { readonly unmanaged: boolean }): string {
  const sections = [
    ...stackSections(report),
    ...(unmanaged ? unmanagedSections(report) : []),
    ...secretSections(report),
    ...unreadableSections(report),
  ].filter(({ items }) => items.length > 0);
  const head = [
    "<!-- atlas-access drift -->",
    `## Access to MongoDB Atlas: ${summaryLine(report, codeSpan)}`,
    "",
    ...privilegeWarnings(report).flatMap((sentence) => [`**${sentence}**`, ""]),
    ...report.stacks.flatMap(({ stack, error }) =>
      error === undefined ? [] : [`Stack ${codeSpan(stack)} could not be compared: ${codeSpan(error)}`, ""],
    ),
  ];
  return `${[...head, ...foldedSections(sections, maxLength - head.join("\n").length)].join("\n").trimEnd()}\n`;
}

/** Each section gets an equal share of the characters that are left. */
function foldedSections(sections: readonly Section[], budget: number): readonly string[] {
  let left = budget;
  return sections.flatMap(({ title, items }, at) => {
    const lines = [
      `<details><summary>${title} (${items.length})</summary>`,
      "",
      ...truncateList(items, Math.floor(left / (sections.length - at)) - 300),
      "",
      "</details>",
      "",
    ];
    left -= lines.join("\n").length;
    return lines;
  });
}

function stackSections({ stacks }: DriftReport): readonly Section[] {
  const all = stacks.flatMap(({ stack, resources }) => resources.map((resource) => ({ stack, resource })));
  const place = (stack: string) => (stacks.length > 1 ? ` in stack ${codeSpan(stack)}` : "");
  return [
    ...statusTitles.map(([status, title]) => ({
      title,
      items: all
        .filter(({ resource }) => resource.status === status)
        .map(({ stack, resource }) => item(resource, place(stack))),
    })),
    {
      title: "Creates that an interrupted run did not finish",
      items: stacks.flatMap(({ stack, pendingCreates }) =>
        pendingCreates.map(({ type, name }) => `- ${type} ${codeSpan(name)}${place(stack)}`),
      ),
    },
  ];
}

function item(resource: ResourceReport, place: string): string {
  const words = describeResource(resource, codeSpan);
  const repair = resource.repair === undefined ? [] : [`repair: ${resource.repair}`];
  return [
    `- **${resource.type}** ${codeSpan(resource.name)}${place}`,
    ...[...words, ...repair].map((line) => `  - ${line}`),
  ].join("\n");
}

function unmanagedSections({ organizations }: DriftReport): readonly Section[] {
  return [
    {
      title: "Unmanaged access in Atlas",
      items: organizations.flatMap((organization) =>
        unmanagedLines(organization, codeSpan).map((line) => `- ${line}`),
      ),
    },
  ];
}

function secretSections({ organizations }: DriftReport): readonly Section[] {
  const items = organizations.flatMap((organization) =>
    secretLines(organization, codeSpan).map((line) => `- ${line}`),
  );
  return [{ title: "Secrets of service accounts", items }];
}

function unreadableSections({ organizations }: DriftReport): readonly Section[] {
  const items = organizations.flatMap(({ notReadable }) => notReadable.map((line) => `- ${codeSpan(line)}`));
  return [{ title: "Access that could not be read", items }];
}
