import { brokenCases, runMatrix } from "../../testing/faults/matrix";
import { pluginHost } from "../../testing/hosts/hosts";

jest.setTimeout(900_000);

// A file of its own, beside matrix.test.ts, so that two processes run the two hosts at once.
test("in the plugin too, whichever request of an operation fails, it ends as the fault model promises and is repaired", async () => {
  expect(brokenCases(await runMatrix("one", pluginHost))).toEqual([]);
});
