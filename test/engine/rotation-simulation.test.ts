import { simulate } from "../../testing/rotation/simulation";

jest.setTimeout(300_000);

test("a week of runs every day, with kills and failures, refuses no consumer and removes nothing early", async () => {
  const report = await simulate({ days: 7, seed: 5, rotateEveryDays: 2, overlapHours: 30 });

  expect(report).toMatchObject({ unauthorized: 0, maxAlive: 2, earlyRemovals: 0, broken: [] });
  expect(report.rotations).toBeGreaterThanOrEqual(3);
  expect(report.kills + report.failedRuns).toBeGreaterThan(0);
});
