import type { Outcome } from "../../testing/faults/case";
import { unmet } from "../../testing/faults/exceptions";
import { type Extent, runMatrix } from "../../testing/faults/matrix";
import { dynamicHost, hosts } from "../../testing/hosts/hosts";

jest.setTimeout(600_000);

const brokenOf = (outcomes: readonly Outcome[]) =>
  outcomes
    .filter(({ broken }) => broken.length > 0)
    .map(({ faultCase, broken }) => [faultCase.operation.name, faultCase.fault.name, ...broken]);

// What one failing request does on the default host is in test/faults.
const cases = hosts.flatMap((host) =>
  (host === dynamicHost ? ["all"] : ["one", "all"]).map((extent) => ({ host, extent: extent as Extent })),
);

test.each(cases)(
  "$host.name: with $extent request failing, every operation ends as the fault model promises",
  async ({ host, extent }) => {
    const outcomes = await runMatrix(extent, { host });
    expect(brokenOf(outcomes)).toEqual([]);
    const met = outcomes.map(({ faultCase }) => faultCase);
    expect(unmet(met, extent === "one" ? "once" : "lasting")).toEqual([]);
  },
);
