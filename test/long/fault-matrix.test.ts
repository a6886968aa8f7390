import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runMatrix } from "../../testing/faults/matrix";
import { pagePath, part } from "../../testing/faults/page";

jest.setTimeout(300_000);

test("an operation whose requests all fail from one on ends as docs/explanation/fault-matrix.md documents, and is repaired", async () => {
  const outcomes = await runMatrix("all");
  const broken = outcomes.filter((outcome) => outcome.broken.length > 0);
  expect(
    broken.map(({ faultCase, broken }) => [faultCase.operation.name, faultCase.fault.name, ...broken]),
  ).toEqual([]);
  expect(readFileSync(join(__dirname, "..", "..", pagePath), "utf8")).toContain(part("all", outcomes));
});
