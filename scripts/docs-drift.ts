// Writes the example of a drift report's page to the docs, and its picture as a browser shows it.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { renderHtml } from "../cli/drift/render/html";
import { openBrowser } from "../testing/browser";
import { exampleReport } from "../testing/cli/example-drift-report";

async function main(): Promise<void> {
  const images = join(__dirname, "..", "docs", "images");
  const file = join(images, "drift-report.html");
  writeFileSync(file, renderHtml(exampleReport()));
  const browser = await openBrowser();
  try {
    const page = await browser.context.newPage();
    await page.setViewportSize({ width: 1200, height: 1200 });
    await page.goto(pathToFileURL(file).href);
    await page.screenshot({ path: join(images, "drift-report.png"), fullPage: true });
  } finally {
    await browser.close();
  }
  console.log("docs/images/drift-report.html and docs/images/drift-report.png are written.");
}

void main();
