import { engineHosts } from "../../testing/engine/engine-hosts";
import { KillHarness } from "../../testing/kill-points/harness";
import { choosePoints, named } from "../../testing/kill-points/points";

// Ten seconds each on a machine with nothing else to do. `npm run kill` runs any number of points.
jest.setTimeout(300_000);

/** The hosts in turns. */
const points = choosePoints(8, 1).map((point, at) => ({
  point,
  title: named(point),
  begin: point.run === "up" ? ("empty" as const) : ("applied" as const),
  host: engineHosts[Math.floor(at / 2) % engineHosts.length],
}));

const stacks = engineHosts.flatMap((host) =>
  (["empty", "applied"] as const).map((begin) => ({ host, begin })),
);

describe.each(
  stacks
    .map((stack) => ({
      ...stack,
      own: points.filter((point) => point.host === stack.host && point.begin === stack.begin),
    }))
    .filter(({ own }) => own.length > 0),
)("$host.name, from a stack that is $begin", ({ host, begin, own }) => {
  let harness: KillHarness;
  beforeAll(async () => {
    harness = await KillHarness.open(begin, host);
  });
  afterAll(() => harness.close());

  test.each(own)(
    "after a kill and a restart, Atlas is as the program says, and duplicates are named: $title",
    async ({ point }) => {
      expect(await harness.run(point)).toMatchObject({ broken: [] });
    },
  );
});
