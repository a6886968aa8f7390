import { resourceWords } from "./labels";
import { code, fitting } from "./markdown-text";
import type { DriftReport, ResourceReport } from "./report";
import { headline, privilegeWarnings, told } from "./title";
import { unmanagedLines } from "./unmanaged";

/** A comment on a pull request holds 65,536 characters; some are left for what a pipeline puts around this. */
const longest = 60_000;

interface Section {
  readonly title: string;
  readonly items: readonly string[];
}

/**
 * The report as a comment on a pull request: the same text for the same findings, so without the time. The first line is
 * a mark by which a pipeline finds the comment that it wrote before.
 */
export function markdownText(report: DriftReport, { unmanaged }: { readonly unmanaged: boolean }): string {
  const sections = [
    ...stackSections(report),
    ...(unmanaged ? undeclaredSections(report) : []),
    ...accessNotRead(report),
  ].filter(({ items }) => items.length > 0);
  const head = [
    "<!-- atlas-access drift -->",
    `## Access to MongoDB Atlas: ${headline(report, code)}`,
    "",
    ...privilegeWarnings(report).flatMap((sentence) => [`**${sentence}**`, ""]),
    ...report.stacks.flatMap(({ stack, error }) =>
      error === undefined ? [] : [`Stack ${code(stack)} could not be compared: ${code(error)}`, ""],
    ),
  ];
  return `${[...head, ...folded(sections, longest - head.join("\n").length)].join("\n").trimEnd()}\n`;
}

/** What a section does not need is left to those that come after it. */
function folded(sections: readonly Section[], budget: number): readonly string[] {
  let left = budget;
  return sections.flatMap(({ title, items }, at) => {
    const lines = [
      `<details><summary>${title} (${items.length})</summary>`,
      "",
      ...fitting(items, Math.floor(left / (sections.length - at)) - 300),
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
  const place = (stack: string) => (stacks.length > 1 ? ` in stack ${code(stack)}` : "");
  return [
    ...told.map(([status, title]) => ({
      title,
      items: all
        .filter(({ resource }) => resource.status === status)
        .map(({ stack, resource }) => item(resource, place(stack))),
    })),
    {
      title: "Begun by an earlier run and never finished",
      items: stacks.flatMap(({ stack, pendingCreates }) =>
        pendingCreates.map(({ type, name }) => `- ${type} ${code(name)}${place(stack)}`),
      ),
    },
  ];
}

function item(resource: ResourceReport, place: string): string {
  const words = resourceWords(resource, code);
  const repair = resource.repair === undefined ? [] : [`repair: ${resource.repair}`];
  return [
    `- **${resource.type}** ${code(resource.name)}${place}`,
    ...[...words, ...repair].map((line) => `  - ${line}`),
  ].join("\n");
}

function undeclaredSections({ organizations }: DriftReport): readonly Section[] {
  return [
    {
      title: "In Atlas, declared by no stack",
      items: organizations.flatMap((organization) =>
        unmanagedLines(organization, code).map((line) => `- ${line}`),
      ),
    },
  ];
}

function accessNotRead({ organizations }: DriftReport): readonly Section[] {
  const items = organizations.flatMap(({ notReadable }) => notReadable.map((line) => `- ${code(line)}`));
  return [{ title: "Access that could not be read", items }];
}
