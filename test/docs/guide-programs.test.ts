import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { guidePrograms } from "../../testing/engine/guide-programs";

const root = resolve(__dirname, "../..");
/** Pages with programs, and the test that runs them. */
const run: Readonly<Record<string, string>> = {
  "guides/adopt.md": "test/engine/guide-programs.test.ts",
  "guides/complete-keys.md": "test/engine/complete-keys.test.ts",
  "guides/several-organizations-and-fleets.md": "test/engine/guide-programs.test.ts",
  "guides/moving-to-service-accounts.md": "test/engine/service-account-guides.test.ts",
  "guides/service-accounts.md": "test/engine/service-account-guides.test.ts",
  "guides/private-keys-outside-the-state.md": "test/engine/guide-programs.test.ts",
  "guides/renaming-and-moving.md": "test/engine/renaming-page.test.ts",
  "guides/rotation.md": "test/engine/rotating-keys.test.ts",
  "reference/organization-delegation-settings.md": "test/engine/guide-programs.test.ts",
  "reference/organization-settings.md": "test/engine/guide-programs.test.ts",
  "upstream/promise-stacks.md": "test/long/promise-stacks.test.ts",
};

test("every program of the docs is a file of an example or is run by a test", () => {
  const pages = [...new Set(guidePrograms().map(({ page }) => page))];
  expect(pages.sort()).toEqual(Object.keys(run).sort());
  for (const file of Object.values(run)) expect(existsSync(join(root, file))).toBe(true);
});
