import { guidePrograms } from "../../testing/engine/guide-programs";

/** Pages whose programs a test runs on the engine. */
const run: Readonly<Record<string, string>> = {
  "guides/adopt.md": "test/engine/guide-programs.test.ts",
  "guides/several-organizations-and-fleets.md": "test/engine/guide-programs.test.ts",
  "guides/private-keys-outside-the-state.md": "test/engine/guide-programs.test.ts",
  "guides/renaming-and-moving.md": "test/engine/renaming-page.test.ts",
};
/** Shows how the SDK behaves, in a report to its authors; measured by hand. */
const measuredByHand = ["upstream/promise-stacks.md"];

test("every program of the docs is a file of an example or is run on the engine", () => {
  const pages = [...new Set(guidePrograms().map(({ page }) => page))];
  expect(pages.sort()).toEqual([...Object.keys(run), ...measuredByHand].sort());
});
