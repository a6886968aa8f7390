import { type Html, html } from "../../../../emulator/status/html";
import type { DriftReport, ResourceReport, Status } from "../../report";
import { privilegeWarnings, statusTitles } from "../summary-line";
import { changeSentences } from "./changes";
import { unmanagedItems } from "./unmanaged";

/** What somebody has to act on, before everything that is as it should be. */
export function findings(report: DriftReport): Html {
  const { stacks, organizations, summary } = report;
  const parts = [
    ...statusTitles.map(([status, title]) => group(title, resourcesWith(report, status))),
    group(
      "Begun by an earlier run and never finished",
      stacks.flatMap(({ stack, pendingCreates }) =>
        pendingCreates.map(
          ({ type, name }) => html`<b>${type} <bdi>${name}</bdi></b> in stack <bdi>${stack}</bdi>`,
        ),
      ),
    ),
    summary.unmanaged > 0
      ? group("In Atlas, declared by nobody", organizations.flatMap(unmanagedItems))
      : html``,
    group(
      "Access that could not be read",
      organizations.flatMap(({ notReadable }) => notReadable.map((line) => html`<bdi>${line}</bdi>`)),
    ),
  ].filter(({ text }) => text !== "");
  return html`<section aria-labelledby="findings-title">
<h2 id="findings-title">${report.stacks.some(({ error }) => error !== undefined) || parts.length > 0 ? "What to look at" : "Everything is in step"}</h2>
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
    [summary.pendingCreates, "never finished"],
    [summary.unmanaged, "declared by nobody"],
    [summary.allowed, "accepted"],
    [summary.inStep, "in step"],
  ];
  const some = all.filter(([count], at) => count > 0 || at === all.length - 1);
  return html`<ul class="counts">${some.map(([count, words]) => html`<li><b>${count}</b> ${words}</li>`)}</ul>`;
}

function group(title: string, items: readonly Html[]): Html {
  if (items.length === 0) return html``;
  return html`<h3>${title} (${items.length})</h3>
<ul class="found">
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
    ...changesToApply.flatMap(changeSentences).map((line) => html`The program says: ${line}`),
    ...(reason === undefined ? [] : [html`<bdi>${reason}</bdi>`]),
    ...(repair === undefined ? [] : [html`<span class="quiet">Repair: <bdi>${repair}</bdi></span>`]),
  ];
  return html`<b>${type} <bdi>${name}</bdi></b> <span class="quiet">in stack <bdi>${stack}</bdi></span>${
    lines.length === 0 ? "" : html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`
  }`;
}
