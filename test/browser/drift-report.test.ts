import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { renderHtml } from "../../cli/drift/render/html";
import type { DriftReport } from "../../cli/drift/report";
import { hasBrowser, openBrowser } from "../../testing/browser";
import { exampleReport, organizationOf, reportOf } from "../../testing/cli/example-drift-report";

jest.setTimeout(120_000);
const inBrowser = hasBrowser ? describe : describe.skip;
if (!hasBrowser) console.warn("/usr/bin/chromium is missing: the drift report is not opened in it.");

inBrowser("the page of a drift report, in a browser", () => {
  const folder = mkdtempSync(join(tmpdir(), "atlas-drift-"));
  let browser: Awaited<ReturnType<typeof openBrowser>> | undefined;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    browser = await openBrowser();
    page = await browser.context.newPage();
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(() => expect(complaints.splice(0)).toEqual([]));

  async function open(report: DriftReport, on: Page = page): Promise<string> {
    const file = join(folder, "report.html");
    const text = renderHtml(report);
    writeFileSync(file, text);
    await on.goto(pathToFileURL(file).href);
    return text;
  }

  /** Row heading, column heading and roles of each cell that is not empty. */
  const cells = () =>
    page.locator(".matrix table").evaluateAll((tables) =>
      tables.flatMap((table) => {
        const columns = [...table.querySelectorAll("thead bdi")].map(({ textContent }) => textContent);
        return [...table.querySelectorAll("tbody tr")].flatMap((row) =>
          [...row.querySelectorAll("td")].flatMap((cell, at) =>
            cell.classList.contains("filled")
              ? [
                  [
                    row.querySelector("th bdi")?.textContent,
                    columns[at],
                    // The first list has the roles in Atlas. A note with the gained and lost roles follows.
                    ...[...cell.children]
                      .filter((one) => one.matches(".chip"))
                      .map((one) => one.getAttribute("data-role")),
                  ].join(" | "),
                ]
              : [],
          ),
        );
      }),
    );
  const snapshot = ({ organizations }: DriftReport) =>
    organizations.flatMap(({ principals }) =>
      principals.flatMap(({ label, grants }) =>
        grants.map(({ scope, roles }) => [label, scope.name, ...roles.map(({ role }) => role)].join(" | ")),
      ),
    );

  test("the matrix has the cells of the report, each at its key and project", async () => {
    const report = exampleReport();
    await open(report);
    expect((await cells()).sort()).toEqual(snapshot(report).sort());
    expect(await page.locator("td.drifted").count()).toBe(1);
    expect(await page.locator("td.unmanaged").count()).toBe(3);
  });

  test("filters by key, project, role and mark, and counts what is shown", async () => {
    const report = exampleReport();
    await open(report);
    const all = snapshot(report);
    const shows = async (kept: readonly string[]) => {
      await page.locator("#shown", { hasText: ` ${kept.length} of ${all.length} cells` }).waitFor();
      expect((await cells()).sort()).toEqual([...kept].sort());
    };
    const reset = async () => {
      await page.getByRole("button", { name: "Show all" }).click();
      await shows(all);
    };
    await page.getByLabel("Key or service account").first().fill("DEPLOY");
    await shows(all.filter((line) => line.startsWith("deploy ")));
    await reset();
    await page.getByLabel("Project", { exact: true }).fill("shop");
    await shows(all.filter((line) => line.includes("| shop |")));
    await reset();
    await page.locator("#role").selectOption("role:GROUP_BILLING_ADMIN");
    await shows(all.filter((line) => line.endsWith("GROUP_BILLING_ADMIN")));
    await reset();
    await page.getByLabel("only differences").check();
    await shows(all.filter((line) => line.startsWith("left over") || line === "deploy | shop | GROUP_OWNER"));
    await reset();
  });

  test("a hostile description is shown as the text that it is", async () => {
    const nasty = `</style></script><script>document.title="owned"</script><img src=x onerror=alert(1)>`;
    await open(exampleReport(nasty));
    expect(await page.locator(".matrix tbody th bdi").first().textContent()).toBe(nasty);
    expect(await page.title()).toBe("Access to MongoDB Atlas");
    expect(await page.locator("img").count()).toBe(0);
  });

  test("every control is reached by keyboard, and the matrix scrolls by it", async () => {
    await page.setViewportSize({ width: 700, height: 800 });
    await open(exampleReport());
    const reached: unknown[] = [];
    for (let step = 0; step < 14; step++) {
      await page.keyboard.press("Tab");
      reached.push(
        await page.evaluate(
          "document.activeElement.id || document.activeElement.className || document.activeElement.tagName",
        ),
      );
    }
    for (const control of [
      "skip",
      "key",
      "project",
      "role",
      "marked",
      "empty",
      "names",
      "list",
      "BUTTON",
      "scroll matrix",
      "SUMMARY",
    ])
      expect(reached).toContain(control);
    await page.locator(".matrix").focus();
    await page.keyboard.press("ArrowRight");
    const scrolled = () => page.locator(".matrix").evaluate(({ scrollLeft }) => scrollLeft);
    for (let tries = 0; tries < 50 && (await scrolled()) === 0; tries++) await page.waitForTimeout(50);
    expect(await scrolled()).toBeGreaterThan(0);
  });

  test.each(["light", "dark"] as const)(
    "is accessible in a %s scheme, wide and narrow, as matrix and list",
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 800 });
        await open(exampleReport());
        for (const control of [undefined, "#names", "#list"]) {
          if (control) await page.locator(control).click();
          await page.waitForTimeout(200);
          // Not as a script of the page: its content security policy would refuse it.
          await page.evaluate(require("axe-core").source);
          const found = (await page.evaluate(
            "axe.run().then(({violations}) => violations.map(({id, nodes}) => id + ': ' + nodes.slice(0, 3).map(({html, failureSummary}) => html + failureSummary).join()))",
          )) as string[];
          expect(found).toEqual([]);
          expect(
            await page.evaluate("document.documentElement.scrollWidth - innerWidth"),
          ).toBeLessThanOrEqual(0);
        }
      }
    },
  );

  test("without JavaScript every grant is in a table", async () => {
    const bare = await browser?.context.browser()?.newContext({ javaScriptEnabled: false });
    if (!bare) throw new Error("The browser did not open a context without JavaScript.");
    const withoutScript = await bare.newPage();
    const report = exampleReport();
    await open(report, withoutScript);
    expect(await withoutScript.locator(".list tbody tr:visible").count()).toBe(snapshot(report).length);
    expect(await withoutScript.locator("#filters:visible").count()).toBe(0);
    await bare.close();
  });

  test("shows 500 keys in 250 projects", async () => {
    const report = reportOf([organizationOf(500, 250, 4)]);
    await page.setViewportSize({ width: 1280, height: 800 });
    const startedAt = performance.now();
    const text = await open(report);
    await page.locator(".matrix table").waitFor();
    const took = Math.round(performance.now() - startedAt);
    console.info(`500 x 250: ${Math.round(text.length / 1024)} KiB, loaded in ${took} ms`);
    expect(await page.locator(".matrix tbody td").count()).toBe(500 * 251);
    expect((await cells()).sort()).toEqual(snapshot(report).sort());
    expect(text.length).toBeLessThan(2_500_000);
  });
});
