import { z } from "zod";
import { field, fieldsOf } from "../../provider/core/field";
import { checkInputs } from "../../provider/core/inputs";
import { UNKNOWN } from "../../provider/core/unknown";

const schema = z.strictObject({
  name: field(z.string().min(1, "must have at least 1 character"), { doc: "A name." }),
  tags: field(z.array(z.string().regex(/^[a-z]+$/, "must be lower case")).min(1, "needs at least one"), {
    doc: "A set.",
    unordered: true,
  }),
  strict: field(z.boolean().optional(), { doc: "A flag.", providerOnly: true, default: false }),
});
const definition = { name: "Thing", inputs: fieldsOf(schema), validate: () => [] };
const check = (given: Record<string, unknown>) => checkInputs(definition, given);

test("sorts a set and removes duplicates", () => {
  expect(check({ name: "n", tags: ["b", "a", "b"] }).inputs).toEqual({ name: "n", tags: ["a", "b"] });
});

test("leaves out a value that equals its default, and null", () => {
  expect(check({ name: "n", tags: ["a"], strict: false }).inputs).toEqual({ name: "n", tags: ["a"] });
  expect(check({ name: "n", tags: ["a"], strict: null }).inputs).toEqual({ name: "n", tags: ["a"] });
  expect(check({ name: "n", tags: ["a"], strict: true }).inputs).toEqual({
    name: "n",
    tags: ["a"],
    strict: true,
  });
});

test("names all problems of a resource at once, each with its field", () => {
  expect(check({ tags: ["A", "b", "C"], strict: "yes" }).problems).toEqual([
    { field: "name", reason: "is required" },
    { field: "tags[0]", reason: "must be lower case" },
    { field: "tags[2]", reason: "must be lower case" },
    { field: "strict", reason: "must be a boolean, not a string" },
  ]);
});

test("for a missing id, names the resource that it comes from", () => {
  const owner = field(z.string(), { doc: "An id.", references: "owner" });
  const other = { ...definition, inputs: fieldsOf(z.strictObject({ ownerId: owner })) };
  const [problem, ...more] = checkInputs(other, {}).problems;
  expect([problem?.field, more]).toEqual(["ownerId", []]);
  expect(problem?.reason).toMatch(
    /the owner that it comes from is not part of this run.*Add the owner to --target/,
  );
});

test("names an input that does not exist, and the one that was meant", () => {
  expect(check({ name: "n", tags: ["a"], tag: ["a"] }).problems).toEqual([
    { field: "tag", reason: "Thing has no such input: did you mean tags?" },
  ]);
});

test("names a property inside of an object that does not exist, and the one that was meant", () => {
  const limits = z.strictObject({ daily: z.number().optional(), hourly: z.number().optional() });
  const inputs = fieldsOf(
    z.strictObject({
      limits: field(limits.optional(), { doc: "Limits." }),
      list: field(z.array(limits).optional(), { doc: "Several." }),
    }),
  );
  const given = { limits: { dialy: 1 }, list: [{ hourly: 1 }, { monthly: 2 }] };
  expect(checkInputs({ ...definition, inputs }, given).problems).toEqual([
    { field: "limits", reason: "has no property dialy (did you mean daily?)" },
    { field: "list[1]", reason: "has no property monthly" },
  ]);
});

test("never shows a value of the wrong type", () => {
  const { problems } = check({ name: 4711, tags: "hunter2" });
  expect(JSON.stringify(problems)).not.toMatch(/4711|hunter2/);
  expect(problems).toHaveLength(2);
});

test("lets what is unknown pass as it is", () => {
  expect(check({ name: UNKNOWN, tags: UNKNOWN })).toEqual({
    inputs: { name: UNKNOWN, tags: UNKNOWN },
    problems: [],
  });
});

test("checks the known elements of a list in which others are unknown, and keeps its order", () => {
  expect(check({ name: "n", tags: ["z", UNKNOWN, "a"] })).toEqual({
    inputs: { name: "n", tags: ["z", UNKNOWN, "a"] },
    problems: [],
  });
  expect(check({ name: "n", tags: [UNKNOWN, "A"] }).problems).toEqual([
    { field: "tags[0]", reason: "must be lower case" },
  ]);
  expect(check({ name: "n", tags: [UNKNOWN] }).problems).toEqual([]);
});

test("refuses a schema whose property is no field", () => {
  expect(() => fieldsOf(z.object({ plain: z.string() }))).toThrow("plain is not a field");
});

test("stores the parsed value of a schema, element by element next to unknown ones", () => {
  const written = z.strictObject({
    tags: field(z.array(z.string().toLowerCase()).min(1, "needs at least one"), {
      doc: "A set.",
      unordered: true,
    }),
  });
  const lowering = { name: "Thing", inputs: fieldsOf(written), validate: () => [] };
  expect(checkInputs(lowering, { tags: ["B", "a", "b"] }).inputs).toEqual({ tags: ["a", "b"] });
  expect(checkInputs(lowering, { tags: ["B", UNKNOWN, "A"] }).inputs).toEqual({ tags: ["b", UNKNOWN, "a"] });
});

test("reports an object with a length property as a value of another type", () => {
  const named = z.strictObject({ name: field(z.string().min(1).optional(), { doc: "A name." }) });
  const definition = { name: "Thing", inputs: fieldsOf(named), validate: () => [] };
  expect(checkInputs(definition, { name: { length: { toString: 0 } } }).problems).toEqual([
    { field: "name", reason: "has a value of another type" },
  ]);
});
