import { ExpectationError, expectThat } from "./expectation";
import { changes, looks, refused } from "./request-log";
import type { Stage } from "./runner";

/** The step asked for exactly these changes, with success, and looked at Atlas if it had to. */
export function expectRequests(stage: Stage, expected: readonly string[], reads?: "and reads"): void {
  const received = stage.received();
  expectThat("requests that change something in Atlas", changes(received), [...expected]);
  expectThat("refused requests", refused(received), []);
  if (reads !== undefined && looks(received).length === 0) {
    throw new ExpectationError("requests that look at Atlas", "at least one", "none");
  }
}
