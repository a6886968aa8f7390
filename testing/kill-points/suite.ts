import { KillHarness } from "./harness";
import { choosePoints, named } from "./points";

// Ten seconds each on a machine with nothing else to do.
jest.setTimeout(300_000);

/** One test for each of so many points, chosen by a seed. */
export function killSuite(count: number, seed: number): void {
  const harnesses = new Map<string, Promise<KillHarness>>();
  const open = (begin: "empty" | "applied") => {
    const harness = harnesses.get(begin) ?? KillHarness.open(begin);
    harnesses.set(begin, harness);
    return harness;
  };
  afterAll(async () => {
    await Promise.all([...harnesses.values()].map(async (harness) => (await harness).close()));
  });

  test.each(choosePoints(count, seed).map((point) => [named(point), point] as const))(
    "after a kill and a restart Atlas is what the program says, and twins are named: %s",
    async (_, point) => {
      const harness = await open(point.run === "up" ? "empty" : "applied");

      expect(await harness.run(point)).toMatchObject({ broken: [] });
    },
  );
}
