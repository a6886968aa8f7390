import { KillHarness } from "../../testing/kill-points/harness";
import { choosePoints, named } from "../../testing/kill-points/points";

// Ten seconds each on an idle machine. `npm run kill` runs any number of points.
jest.setTimeout(300_000);

const points = choosePoints(8, 1).map((point) => [named(point), point] as const);

describe.each(["empty", "applied"] as const)("from a stack that is %s", (begin) => {
  let harness: KillHarness;
  beforeAll(async () => {
    harness = await KillHarness.open(begin);
  });
  afterAll(() => harness.close());

  test.each(points.filter(([, { run }]) => (run === "up" ? "empty" : "applied") === begin))(
    "after a kill and a restart, Atlas is as the program says, and duplicates are named: %s",
    async (_, point) => {
      expect(await harness.run(point)).toMatchObject({ broken: [] });
    },
  );
});
