import { InvalidInputsError } from "../../provider/core/errors";

const problems = Array.from({ length: 12 }, (_, at) => ({ field: `roles[${at}]`, reason: "is no role" }));

test("a message lists ten problems and counts the others; the error holds them all", () => {
  const error = new InvalidInputsError("OrgApiKey", problems);
  expect(error.message).toMatch(/^OrgApiKey: roles\[0\]: is no role; .*roles\[9\]: is no role; and 2 more$/);
  expect(error.problems).toHaveLength(12);
});

test("a message lists up to ten problems without a count", () => {
  const { message } = new InvalidInputsError("OrgApiKey", problems.slice(0, 10));
  expect(message).toMatch(/roles\[9\]: is no role$/);
});
