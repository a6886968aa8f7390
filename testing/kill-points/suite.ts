import { KillLab } from "./harness";
import { choosePoints, named } from "./points";

// Ten seconds each on a machine with nothing else to do.
jest.setTimeout(300_000);

/** One test for each of so many points, chosen by a seed. */
export function killSuite(count: number, seed: number): void {
  const labs = new Map<string, Promise<KillLab>>();
  const open = (begin: "empty" | "applied") => {
    const lab = labs.get(begin) ?? KillLab.open(begin);
    labs.set(begin, lab);
    return lab;
  };
  afterAll(async () => {
    await Promise.all([...labs.values()].map(async (lab) => (await lab).close()));
  });

  test.each(choosePoints(count, seed).map((point) => [named(point), point] as const))(
    "after a kill and a restart Atlas is what the program says, and twins are named: %s",
    async (_, point) => {
      const lab = await open(point.run === "up" ? "empty" : "applied");

      expect(await lab.run(point)).toMatchObject({ broken: [] });
    },
  );
}
