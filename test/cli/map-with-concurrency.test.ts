import { setImmediate } from "node:timers/promises";
import { mapWithConcurrency } from "../../cli/map-with-concurrency";

test("runs no more operations at a time than allowed, and returns results in the order of the items", async () => {
  let running = 0;
  let most = 0;
  const progress: number[] = [];
  const items = [5, 1, 4, 1, 3, 0, 2];
  const results = await mapWithConcurrency(
    items,
    3,
    async (turns) => {
      most = Math.max(most, ++running);
      for (let turn = 0; turn < turns; turn++) await setImmediate();
      running--;
      return turns * 10;
    },
    (done) => progress.push(done),
  );
  expect({ results, most, progress }).toEqual({
    results: [50, 10, 40, 10, 30, 0, 20],
    most: 3,
    progress: [1, 2, 3, 4, 5, 6, 7],
  });
});

test("rejects with the first error and starts no further operation", async () => {
  const started: number[] = [];
  const failing = mapWithConcurrency([1, 2, 3, 4, 5, 6], 2, async (item) => {
    started.push(item);
    await setImmediate();
    if (item === 2) throw new Error("item 2 failed");
  });
  await expect(failing).rejects.toThrow("item 2 failed");
  for (let turn = 0; turn < 10; turn++) await setImmediate();
  expect(started.length).toBeLessThanOrEqual(3);
});
