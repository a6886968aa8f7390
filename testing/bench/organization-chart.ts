import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TopLevelSpec } from "vega-lite" with { "resolution-mode": "import" };
import { drawn } from "./charts";
import { type Comparison, type Form, forms } from "./organization-report";

const titles: Readonly<Record<Form, string>> = {
  separate: "keys with assignments",
  complete: "complete keys",
};

/** Draws the seconds of both forms, one small chart for each command, and returns the path of the file. */
export async function writeOrganizationChart(
  comparisons: readonly Comparison[],
  where: { readonly machine: string; readonly date: string; readonly folder: string },
): Promise<string> {
  const values = comparisons.flatMap(({ work, count, latencyMs, taken }) =>
    forms.map((form) => ({
      work,
      size: `${count}, ${latencyMs} ms`,
      form: titles[form],
      wallS: taken[form].wallMs / 1000,
    })),
  );
  const works = [...new Set(comparisons.map(({ work }) => work))];
  const domain = forms.map((form) => titles[form]);
  const spec = {
    background: "white",
    title: {
      text: "N keys with roles in three projects each: seconds for each command, by N and latency",
      subtitle: `npm run bench -- --organization --plot, ${where.date}, ${where.machine}`,
      anchor: "start",
    },
    data: { values },
    facet: { field: "work", type: "nominal", sort: works, title: null },
    columns: 2,
    resolve: { scale: { y: "independent" } },
    spec: {
      width: 300,
      height: 150,
      mark: { type: "bar" },
      encoding: {
        x: { field: "size", type: "nominal", sort: null, title: null, axis: { labelAngle: 0 } },
        xOffset: { field: "form", sort: domain },
        y: { field: "wallS", type: "quantitative", title: "seconds" },
        color: {
          field: "form",
          type: "nominal",
          title: null,
          scale: { domain, range: ["#e8590c", "#0b7285"] },
          legend: { orient: "bottom", labelLimit: 0 },
        },
      },
    },
  };
  mkdirSync(where.folder, { recursive: true });
  const file = join(where.folder, "bench-organization.svg");
  writeFileSync(file, await drawn(spec as unknown as TopLevelSpec));
  return file;
}
