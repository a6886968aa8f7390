import fc from "fast-check";
import { principalNames, projectNames, variableNames } from "../../cli/adopt/names";
import { apiKeys as kind } from "../../cli/adopt/principal-kinds";

const id = (number: number) => `5f${number.toString(16).padStart(22, "0")}`;
const things = (...texts: string[]) => texts.map((text, at) => ({ id: id(at), text, kind }));
const named = (...texts: string[]) => [...principalNames(things(...texts)).values()];

test("a name consists of the words of a description", () => {
  expect(named("CI deployer", "  Café--Zürich (prod) ", "2nd key", "a".repeat(50))).toEqual([
    "ci-deployer",
    "cafe-zurich-prod",
    "2nd-key",
    "a".repeat(36),
  ]);
  expect(named("A rather long description of what this key is for")).toEqual([
    "a-rather-long-description-of-what",
  ]);
});

test("a description without Latin letters and digits is named by the key's id", () => {
  expect(named("部署", "!!!", "🚀")).toEqual(["key-000000", "key-000001", "key-000002"]);
});

test("the older of two keys with the same description keeps the plain name", () => {
  expect(named("CI", "ci!", "CI 000001", "CI 000001")).toEqual([
    "ci",
    "ci-000001",
    "ci-000001-000002",
    "ci-000001-000003",
  ]);
});

test("no name changes when younger keys are added or deleted", () => {
  fc.assert(
    fc.property(fc.array(word(), { maxLength: 12 }), fc.nat(12), (texts, count) => {
      const all = principalNames(things(...texts));
      for (const [key, name] of principalNames(things(...texts.slice(0, count))))
        expect(all.get(key)).toBe(name);
    }),
  );
});

test("no two resources, variables or pairs of key and project have the same name", () => {
  fc.assert(
    fc.property(
      fc.array(word(), { maxLength: 12 }),
      fc.array(word(), { maxLength: 6 }),
      (texts, projects) => {
        const keys = [...principalNames(things(...texts))].map(([own, name]) => ({ id: own, name, kind }));
        const inProjects = keys.flatMap(({ name }) =>
          [...projectNames(things(...projects)).values()].map((project) => `${name}-in-${project}`),
        );
        for (const all of [keys.map(({ name }) => name), [...variableNames(keys).values()], inProjects])
          expect(new Set(all).size).toBe(all.length);
      },
    ),
  );
});

test("no variable is a reserved word or a variable of a module", () => {
  const taken = [
    "delete",
    "module",
    "require",
    "orgId",
    "org id",
    "global this",
    "projects",
    "1st",
    "profile",
  ];
  const keys = [...principalNames(things(...taken))].map(([own, name]) => ({ id: own, name, kind }));
  expect([...variableNames(keys).values()]).toEqual([
    "keyDelete",
    "keyModule",
    "keyRequire",
    "orgid",
    "keyOrgId",
    "keyGlobalThis",
    "keyProjects",
    "key1st",
    "keyProfile",
  ]);
});

/** Descriptions whose names conflict. */
function word() {
  const part = fc.constantFrom(
    "a",
    "in",
    "In",
    "b",
    "A",
    "1",
    "-",
    " ",
    "000001",
    "key",
    "!",
    "部",
    "é",
    "2",
  );
  return fc.oneof(
    fc.array(part, { maxLength: 6 }).map((parts) => parts.join(" ")),
    fc.array(part, { maxLength: 6 }).map((parts) => parts.join("")),
    fc.string({ unit: "binary", maxLength: 60 }),
  );
}
