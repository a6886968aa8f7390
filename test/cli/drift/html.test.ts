import { readFileSync } from "node:fs";
import { join } from "node:path";
import { renderHtml } from "../../../cli/drift/render/html";
import { exampleReport } from "../../../testing/cli/example-drift-report";

const nasty = `</style></script><script>document.title="owned"</script><img src=x onerror=alert(1)>"'&`;

test("docs/images/drift-report.html is up to date; `npm run docs:drift` writes it", () => {
  const file = join(__dirname, "..", "..", "..", "docs", "images", "drift-report.html");
  expect(readFileSync(file, "utf8")).toBe(renderHtml(exampleReport()));
});

test("the same report gives the same page", () => {
  expect(renderHtml(exampleReport())).toBe(renderHtml(exampleReport()));
});

test("a description is never markup", () => {
  const page = renderHtml(exampleReport(nasty));
  expect(page).not.toContain(nasty.slice(0, 12));
  expect(page).not.toContain("<img");
  expect(page.match(/<script/g)).toHaveLength(1);
  expect(page.match(/<style/g)).toHaveLength(1);
});

test("a page contains public keys only with showPublicKeys", () => {
  expect(renderHtml(exampleReport())).not.toContain("public00");
  expect(renderHtml(exampleReport(), { showPublicKeys: true })).toContain("public00");
});

test("a page names drift, unmanaged access and stacks that could not be compared", () => {
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
    "no stack manages this API key",
    "192.0.2.0/24",
    "more privilege than the stacks declare",
  ])
    expect(page).toContain(text);
});
