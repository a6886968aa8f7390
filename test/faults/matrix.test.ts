import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Outcome } from "../../testing/faults/case";
import { unmet } from "../../testing/faults/exceptions";
import { faultKinds } from "../../testing/faults/fault-kinds";
import { brokenCases, runMatrix } from "../../testing/faults/matrix";
import { operations } from "../../testing/faults/operations";
import { pagePath } from "../../testing/faults/page";
import { dynamicHost } from "../../testing/hosts/hosts";

jest.setTimeout(900_000);

let outcomes: readonly Outcome[] = [];
beforeAll(async () => {
  outcomes = await runMatrix("one", dynamicHost);
});

test("whichever request of an operation fails, the operation ends as the fault model promises and one up --refresh repairs it", () => {
  expect(brokenCases(outcomes)).toEqual([]);
});

test("every operation of every resource meets every fault that it can meet", () => {
  for (const { resource, name } of operations()) {
    const own = outcomes.filter(
      ({ faultCase }) => faultCase.operation.resource === resource && faultCase.operation.name === name,
    );
    const met = new Set(own.map(({ faultCase }) => faultCase.fault.name));
    expect(faultKinds.filter((kind) => !kind.readsOnly && !met.has(kind.name))).toEqual([]);
  }
});

test("every exception from the fault model is met by some request", () => {
  const cases = outcomes.map(({ faultCase }) => faultCase);
  expect(unmet(cases, "once")).toEqual([]);
});

test("docs/explanation/fault-matrix.md has a table for each operation; `npm run faults` writes it", () => {
  const text = readFileSync(join(__dirname, "..", "..", pagePath), "utf8");
  const shown = new Set([...text.matchAll(/^### (.+)$/gm)].map(([, title]) => title));
  expect([...shown]).toEqual(operations().map(({ resource, name }) => `${resource}: ${name}`));
});
