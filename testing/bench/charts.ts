import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TopLevelSpec } from "vega-lite" with { "resolution-mode": "import" };
import type { Work } from "./bench-stack";
import { type Results, requestsOf } from "./results";
import type { Subject } from "./subjects";

const titles: Readonly<Record<Subject["name"], string>> = {
  ours: "pulumi-atlas-access",
  plugin: "pulumi-atlas-access, plugin",
  usual: "written the usual way",
  nothing: "does nothing",
};
/** Readable for the colour-blind too, and in the dark. */
const colours = { domain: Object.values(titles), range: ["#0b7285", "#845ef7", "#e8590c", "#868e96"] };
const shown: readonly Work[] = ["up", "preview --refresh", "refresh --preview-only"];

/** Draws the charts into a folder and returns their paths. */
export async function writeCharts(results: Results, folder: string): Promise<string[]> {
  const charts = {
    "bench-wall.svg": wallChart(),
    "bench-growth.svg": scalingChart("wallS", "seconds"),
    "bench-requests.svg": scalingChart("requests", "requests to Atlas"),
  };
  mkdirSync(folder, { recursive: true });
  const files: string[] = [];
  for (const [name, spec] of Object.entries(charts)) {
    const file = join(folder, name);
    writeFileSync(file, await drawn({ ...common(results), ...spec } as TopLevelSpec));
    files.push(file);
  }
  return files;
}

/** Both libraries are ES modules, hence not imported above. */
export async function drawn(spec: TopLevelSpec): Promise<string> {
  const [vega, { compile }] = await Promise.all([import("vega"), import("vega-lite")]);
  const view = new vega.View(vega.parse(compile(spec).spec), { renderer: "none" });
  return `${await view.toSVG()}\n`;
}

function common({ measurements, date, machine, latencyMs, command }: Results) {
  const values = measurements
    .filter(({ work, rateLimits }) => shown.includes(work) && rateLimits === "off")
    .map((one) => ({
      work: one.work,
      count: one.count,
      provider: titles[one.subject],
      wallS: one.wallMs / 1000,
      requests: requestsOf(one),
    }));
  return {
    background: "white",
    data: { values },
    title: {
      text: `N keys with roles in projects, ${latencyMs} ms an answer`,
      subtitle: `${command}, ${date}, ${machine}`,
      anchor: "start",
    },
  };
}

const byProvider = {
  field: "provider",
  type: "nominal",
  title: null,
  scale: colours,
  legend: { orient: "bottom", labelLimit: 0 },
} as const;

/** One group of bars for each work, N = 100. */
function wallChart() {
  return {
    transform: [{ filter: "datum.count == 100" }],
    mark: { type: "bar" },
    width: 520,
    height: 260,
    encoding: {
      x: { field: "work", type: "nominal", sort: [...shown], title: null, axis: { labelAngle: 0 } },
      xOffset: { field: "provider", sort: colours.domain },
      y: { field: "wallS", type: "quantitative", title: "seconds, N = 100" },
      color: byProvider,
    },
  };
}

/** One small chart for each work, a line for each provider over N. */
function scalingChart(field: "wallS" | "requests", title: string) {
  return {
    ...(field === "requests" ? { transform: [{ filter: "datum.requests > 0" }] } : {}),
    facet: { field: "work", type: "nominal", sort: [...shown], title: null },
    spec: {
      width: 220,
      height: 220,
      mark: { type: "line", point: true },
      encoding: {
        x: {
          field: "count",
          type: "quantitative",
          scale: { type: "log" },
          title: "N",
          axis: { values: [1, 10, 100, 500] },
        },
        y: { field, type: "quantitative", scale: { type: "log" }, title },
        color: byProvider,
      },
    },
  };
}
