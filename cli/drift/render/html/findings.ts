import type { DriftReport, ResourceReport, Status } from "../../report";
import { privilegeWarnings, statusTitles } from "../summary-line";
import { changeSentences } from "./changes";
import { type Html, html } from "./template";
import { unmanagedItems } from "./unmanaged";

/** The findings that need attention, and the number of resources of each status. */
export function findings(report: DriftReport): Html {
  const { stacks, organizations, summary } = report;
  const parts = [
    ...statusTitles.map(([status, title]) => group(title, resourcesWith(report, status))),
    group(
      "Creates that an interrupted run did not finish",
      stacks.flatMap(({ stack, pendingCreates }) =>
        pendingCreates.map(
          ({ type, name }) => html`<b>${type} <bdi>${name}</bdi></b> in stack <bdi>${stack}</bdi>`,
        ),
      ),
    ),
    summary.unmanaged > 0
      ? group("Unmanaged access in Atlas", organizations.flatMap(unmanagedItems))
      : html``,
    group(
      "Access that could not be read",
      organizations.flatMap(({ notReadable }) => notReadable.map((line) => html`<bdi>${line}</bdi>`)),
    ),
  ].filter(({ text }) => text !== "");
  return html`<section aria-labelledby="findings-title">
<h2 id="findings-title">${report.stacks.some(({ error }) => error !== undefined) || parts.length > 0 ? "Findings" : "Everything is in sync"}</h2>
${privilegeWarnings(report).map((sentence) => html`<p class="alarm"><b>${sentence}</b></p>`)}
${stacks.flatMap(({ stack, error }) =>
  error === undefined
    ? []
    : [
        html`<p class="alarm"><b>Stack <bdi>${stack}</bdi> could not be compared:</b> <bdi>${error}</bdi></p>`,
      ],
)}
${counts(report)}
${parts}
</section>`;
}

function counts({ summary }: DriftReport): Html {
  const all: readonly (readonly [number, string])[] = [
    ...statusTitles.map(([status, , name]) => [Number(summary[name]), status] as const),
    [summary.pendingCreates, "pending creates"],
    [summary.unmanaged, "unmanaged"],
    [summary.allowed, "allowed"],
    [summary.inStep, "in sync"],
  ];
  const some = all.filter(([count], at) => count > 0 || at === all.length - 1);
  return html`<ul class="counts">${some.map(([count, words]) => html`<li><b>${count}</b> ${words}</li>`)}</ul>`;
}

function group(title: string, items: readonly Html[]): Html {
  if (items.length === 0) return html``;
  return html`<h3>${title} (${items.length})</h3>
<ul class="findings">
${items.map((item) => html`<li>${item}</li>\n`)}</ul>
`;
}

function resourcesWith({ stacks }: DriftReport, status: Status): readonly Html[] {
  return stacks.flatMap(({ stack, resources }) =>
    resources.filter((resource) => resource.status === status).map((resource) => item(resource, stack)),
  );
}

function item(
  { type, name, changesInAtlas, changesToApply, reason, repair }: ResourceReport,
  stack: string,
): Html {
  const lines = [
    ...changesInAtlas.flatMap(changeSentences),
    ...changesToApply.flatMap(changeSentences).map((line) => html`To apply: ${line}`),
    ...(reason === undefined ? [] : [html`<bdi>${reason}</bdi>`]),
    ...(repair === undefined ? [] : [html`<span class="secondary">Repair: <bdi>${repair}</bdi></span>`]),
  ];
  return html`<b>${type} <bdi>${name}</bdi></b> <span class="secondary">in stack <bdi>${stack}</bdi></span>${
    lines.length === 0 ? "" : html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`
  }`;
}
