import { ExpectationError, expectThat } from "./expectation";
import { changes, looks, refused } from "./request-log";
import type { Runner } from "./runner";

/** The step made exactly these writes, all successful, and reads if it needed any. */
export function expectRequests(runner: Runner, expected: readonly string[], reads?: "and reads"): void {
  const received = runner.received();
  expectThat("requests that change something in Atlas", changes(received), [...expected]);
  expectThat("refused requests", refused(received), []);
  if (reads !== undefined && looks(received).length === 0) {
    throw new ExpectationError("requests that look at Atlas", "at least one", "none");
  }
}
