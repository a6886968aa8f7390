import { unmet } from "../../testing/faults/exceptions";
import { brokenCases, runMatrix } from "../../testing/faults/matrix";

jest.setTimeout(900_000);

test("an operation whose requests all fail from one on ends as the fault model promises, and is repaired", async () => {
  const outcomes = await runMatrix("all");
  expect(brokenCases(outcomes)).toEqual([]);
  const cases = outcomes.map(({ faultCase }) => faultCase);
  expect(unmet(cases, "lasting")).toEqual([]);
});
