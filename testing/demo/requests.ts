import { ExpectationError, expectThat } from "./expectation";
import { changes, looks, refused } from "./request-log";
import type { Runner } from "./runner";

/** The step asked for exactly these changes, with success, and looked at Atlas if it had to. */
export function expectRequests(runner: Runner, expected: readonly string[], reads?: "and reads"): void {
  const received = runner.received();
  expectThat("requests that change something in Atlas", changes(received), [...expected]);
  expectThat("refused requests", refused(received), []);
  if (reads !== undefined && looks(received).length === 0) {
    throw new ExpectationError("requests that look at Atlas", "at least one", "none");
  }
}
