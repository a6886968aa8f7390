import { allPoints, choosePoints, named } from "../../testing/kill-points/points";

test("every point has a number of its own, which always names the same one", () => {
  expect(allPoints.map(({ number }) => number)).toEqual(allPoints.map((_, at) => at + 1));
  expect(new Set(allPoints.map(named)).size).toBe(1452);
  expect(named(choosePoints(1452, 1).find(({ number }) => number === 403) ?? never())).toBe(
    "#403 engine by two Ctrl-C, before, update, updateGroupApiKeyRoles 9",
  );
});

test("a seed chooses the same points each time, and another seed others", () => {
  expect(choosePoints(60, 1)).toEqual(choosePoints(60, 1));
  expect(choosePoints(60, 1)).not.toEqual(choosePoints(60, 2));
  expect(choosePoints(6, 1)).toEqual(choosePoints(60, 1).slice(0, 6));
});

test("six points cover every killed process and every run, and 72 cover all combinations with phases", () => {
  const six = choosePoints(6, 1);
  expect(new Set(six.map(({ victim }) => victim)).size).toBe(4);
  expect(new Set(six.map(({ run }) => run)).size).toBe(6);
  const many = choosePoints(72, 1).map(({ victim, run, phase }) => `${victim} ${run} ${phase}`);
  expect(new Set(many).size).toBe(72);
});

test("all points are chosen when that many are requested", () => {
  const numbers = choosePoints(2_000, 3).map(({ number }) => number);
  expect(numbers.sort((a, b) => a - b)).toEqual(allPoints.map(({ number }) => number));
});

function never(): never {
  throw new Error("no such point");
}
