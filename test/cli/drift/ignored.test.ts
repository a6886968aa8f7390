import type { Change } from "../../../cli/drift/change";
import { excludeIgnored, markIgnored } from "../../../cli/drift/ignored";
import type { ManagedResource } from "../../../cli/pulumi/managed-resources";
import { catalogue } from "../../../provider/resources/catalogue.generated";
import { acme, blog, shop } from "../../../testing/emulator/seed";

const roles: Change = {
  kind: "roles",
  scope: { kind: "organization", id: acme },
  gained: [{ role: "ORG_OWNER", tier: "owner" }],
  lost: [],
};
const description: Change = { kind: "value", property: "description", from: "a", to: "b" };

function ignoring(...ignoreChanges: string[]): ManagedResource {
  const own = { definition: catalogue.orgApiKey, inputs: {}, state: {}, isRetained: false };
  return { urn: "urn", name: "key", id: "id", ...own, ignoreChanges };
}

test.each([
  ["roles", [true, undefined]],
  ['["roles"]', [true, undefined]],
  ["*", [true, true]],
  ["roles[0]", [undefined, undefined]],
  ["role", [undefined, undefined]],
])("ignoreChanges: [%s] marks a change only if it covers the whole property", (path, expected) => {
  const marked = [roles, description].map((change) => markIgnored(change, ignoring(path)).ignored);
  expect(marked).toEqual(expected);
});

test("a repair names the properties that are ignored, in whole or in part", () => {
  const repair = "`pulumi up --refresh` puts the key back";
  const all = [roles, description];
  expect(excludeIgnored(repair, ignoring(), all)).toBe(repair);
  expect(excludeIgnored(repair, ignoring("privateKeySink.command"), all)).toBe(repair);
  expect(excludeIgnored(repair, ignoring("roles[0]", "description"), all)).toBe(
    `${repair}, except roles[0], description: ignored by the program`,
  );
});

test("of a key's roles in projects, a path may cover all of them or those in one project", () => {
  const inShop: Change = { ...roles, scope: { kind: "project", id: shop } };
  const inBlog: Change = { ...roles, scope: { kind: "project", id: blog } };
  const ignored = (path: string) =>
    [inShop, inBlog].map((change) => markIgnored(change, ignoring(path)).ignored);
  expect(ignored("projectRoles")).toEqual([true, true]);
  expect(ignored(`projectRoles["${shop}"]`)).toEqual([true, undefined]);
  expect(ignored(`projectRoles.${blog}`)).toEqual([undefined, true]);
  expect(ignored("roles")).toEqual([undefined, undefined]);
});
