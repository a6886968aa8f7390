import { readFileSync } from "node:fs";
import { join } from "node:path";
import { renderHtml } from "../../../cli/drift/render/html";
import { exampleReport } from "../../../testing/cli/example-drift-report";

const nasty = `</style></script><script>document.title="owned"</script><img src=x onerror=alert(1)>"'&`;

test("docs/images/drift-report.html is what the code makes; `npm run docs:drift` writes it", () => {
  const file = join(__dirname, "..", "..", "..", "docs", "images", "drift-report.html");
  expect(readFileSync(file, "utf8")).toBe(renderHtml(exampleReport()));
});

test("a page of the same report is the same text", () => {
  expect(renderHtml(exampleReport())).toBe(renderHtml(exampleReport()));
});

test("what a description says is never markup", () => {
  const page = renderHtml(exampleReport(nasty));
  expect(page).not.toContain(nasty.slice(0, 12));
  expect(page).not.toContain("<img");
  expect(page.match(/<script/g)).toHaveLength(1);
  expect(page.match(/<style/g)).toHaveLength(1);
});

test("public keys are in the page only where they were asked for", () => {
  expect(renderHtml(exampleReport())).not.toContain("public00");
  expect(renderHtml(exampleReport(), { showPublicKeys: true })).toContain("public00");
});

test("names what drifted, what nobody declared and what could not be compared", () => {
  const report = exampleReport();
  const failed = {
    stack: "elsewhere",
    project: "access",
    error: "The engine ended early.",
    resources: [],
    pendingCreates: [],
  };
  const page = renderHtml({ ...report, stacks: [...report.stacks, failed] });
  for (const text of [
    "could not be compared",
    "The engine ended early.",
    "Deleted in Atlas (1)",
    "Changed in Atlas (1)",
    "nobody declared this API key",
    "192.0.2.0/24",
    "more privilege than was declared",
  ])
    expect(page).toContain(text);
});
