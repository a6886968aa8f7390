import type { Page } from "playwright-core";
import { hasBrowser, openBrowser } from "../../testing/browser";
import { sendUnsigned } from "../../testing/emulator/raw-client";
import { clientOf, emulate, org, twoOrganizations } from "../../testing/emulator/two-organizations";

jest.setTimeout(60_000);

/** Text that would be markup if it were not escaped. */
const nasty = `<img src=x onerror="document.title='owned'">&amp;'`;

async function busyEmulator() {
  const emulator = await emulate();
  emulator.store.edit(({ organizations: [acme] }) => {
    if (acme?.apiKeys?.[0]) acme.apiKeys[0].desc = nasty;
    if (acme?.projects?.[0]) acme.projects[0].name = nasty.slice(0, 60);
  });
  emulator.fail("createOrgApiKey", [503, { kind: "delay", ms: 5 }]);
  await clientOf(emulator, "owner").get(`/orgs/${org}/apiKeys`);
  await sendUnsigned("GET", `${emulator.url}/api/atlas/v2/${encodeURIComponent(nasty)}`);
  return emulator;
}

test("is HTML that loads nothing, and shows no secret", async () => {
  const { url, store } = await busyEmulator();
  const { status, headers, text } = await sendUnsigned("GET", `${url}/`);
  expect([status, headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
  expect(headers["content-security-policy"]).toContain("default-src 'none'");
  expect(text).not.toContain(nasty.slice(0, 10));
  for (const { apiKeys = [], serviceAccounts = [] } of store.state().organizations) {
    for (const { privateKey } of apiKeys) expect(text).not.toContain(String(privateKey).slice(-12));
    for (const { clientSecret } of serviceAccounts) expect(text).not.toContain(clientSecret);
  }
});

test("prints how many resources of a large organization it omits", async () => {
  const [first] = twoOrganizations().organizations;
  const many = Array.from({ length: 30 }, (_, i) => ({
    id: `6f${String(i).padStart(22, "0")}`,
    name: `org ${i}`,
  }));
  const keys = Array.from({ length: 450 }, () => ({}));
  const seed = { organizations: [{ ...first, id: org, name: "Large", apiKeys: keys }, ...many] };
  const { url } = await emulate({ seed });
  const { text } = await sendUnsigned("GET", `${url}/`);
  expect(text).toContain("<caption>API keys (450)</caption>");
  expect(text).toContain("<p>and 250 more</p>");
  expect(text).toContain("<p>and 11 more organizations</p>");
  expect(text.length).toBeLessThan(200_000);
});

const inBrowser = hasBrowser ? describe : describe.skip;
if (!hasBrowser) console.warn("/usr/bin/chromium is missing: the status page is not opened in it.");

inBrowser("in a browser", () => {
  let browser: Awaited<ReturnType<typeof openBrowser>> | undefined;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    page = await browser.context.newPage();
  });
  afterAll(async () => browser?.close());

  /** The rows of the tables with this caption, each as the texts of its cells. */
  const rows = (caption: string) =>
    page
      .locator("table", { has: page.locator("caption", { hasText: caption }) })
      .locator("tbody tr")
      .evaluateAll((found) => found.map((row) => [...row.children].map(({ textContent }) => textContent)));

  test("shows every organization, key and role, fault and request, as texts", async () => {
    const { url, store, requests } = await busyEmulator();
    await page.goto(url);
    const { organizations } = store.state();
    expect(await page.locator("section h2").allTextContents()).toEqual([
      ...organizations.map(({ name }) => name),
      "Faults",
      "Requests",
    ]);
    const keys = organizations.flatMap(({ apiKeys = [] }) => apiKeys);
    const shown = await rows("API keys");
    expect(shown.map(([desc, publicKey]) => [desc, publicKey])).toEqual(
      keys.map(({ desc, publicKey }) => [desc, publicKey]),
    );
    const subject = shown.find(([, publicKey]) => publicKey === "subjectk");
    expect(subject?.slice(3)).toEqual([
      "ORG_MEMBER",
      `${nasty.slice(0, 60)}: GROUP_READ_ONLYDepot: GROUP_OWNER`,
    ]);
    expect(await rows("Projects")).toHaveLength(
      organizations.flatMap(({ projects = [] }) => projects).length,
    );
    expect(await rows("Service accounts")).toHaveLength(1);
    expect(await rows("Active faults")).toEqual([
      ["createOrgApiKey", "status", "status 503", "1"],
      ["createOrgApiKey", "delay", "ms 5", "until cleared"],
    ]);
    expect((await rows("Last requests")).map(([at, , operation, status]) => [at, operation, status])).toEqual(
      [...requests].reverse().map(({ at, operationId, status }) => [at, operationId, String(status)]),
    );
    expect(await page.title()).toBe("Atlas emulator");
    expect(await page.locator("img, script").count()).toBe(0);
  });

  test.each(["light", "dark"] as const)(
    "is accessible in a %s scheme, wide and narrow",
    async (colorScheme) => {
      const { url } = await busyEmulator();
      await page.emulateMedia({ colorScheme });
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 800 });
        await page.goto(url);
        // Not as a script of the page: its content security policy would refuse it.
        await page.evaluate(require("axe-core").source);
        const violations = await page.evaluate("axe.run().then((result) => result.violations)");
        expect(violations).toEqual([]);
        const overflow = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
        expect(overflow).toBeLessThanOrEqual(0);
      }
    },
  );
});
