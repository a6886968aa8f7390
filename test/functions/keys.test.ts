import type { SeedApiKey } from "../../emulator";
import { AtlasApiError } from "../../provider/atlas/errors";
import { AmbiguousError, MissingError } from "../../provider/core/errors";
import { acme, blog, callers, foreign, globex, seed, shop } from "../../testing/emulator/seed";
import { LookUpHarness } from "../../testing/resources/look-up-harness";

const in_ = (groupId: string, ...names: string[]) => names.map((roleName) => ({ groupId, roleName }));
const key = (
  digits: string,
  desc: string,
  roles: { orgId?: string; groupId?: string; roleName: string }[],
) => ({
  id: `5f00000000000000000000${digits}`,
  publicKey: `key${digits.replace(/\d/g, (digit) => "abcdefghij"[Number(digit)] ?? "")}xyz`,
  desc,
  roles: [{ orgId: acme, roleName: "ORG_MEMBER" }, ...roles],
});

const someKeys = [
  key("d1", "ci", [...in_(shop, "GROUP_READ_ONLY", "GROUP_CLUSTER_MANAGER"), ...in_(blog, "GROUP_OWNER")]),
  key("d2", "twin", in_(shop, "GROUP_OWNER")),
  key("d3", "twin", [{ orgId: acme, roleName: "ORG_READ_ONLY" }]),
];

let harness: LookUpHarness;
beforeEach(async () => {
  harness = await LookUpHarness.start(seed());
  add(someKeys);
});
afterEach(() => harness.close());

function add(keys: readonly SeedApiKey[]): void {
  harness.emulator.store.edit(({ organizations: [first] }) => {
    first?.apiKeys?.push(...(keys as Parameters<NonNullable<typeof first.apiKeys>["push"]>));
  });
}

const ci = {
  orgId: acme,
  apiKeyId: "5f00000000000000000000d1",
  publicKey: "keydbxyz",
  description: "ci",
  roles: ["ORG_MEMBER"],
  projectRoles: [
    { projectId: shop, roles: ["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"] },
    { projectId: blog, roles: ["GROUP_OWNER"] },
  ],
};
const descriptionsOf = async (filters: object) => {
  const { apiKeys } = await harness.call("getOrgApiKeys", { orgId: acme, ...filters });
  return (apiKeys as { description: string }[]).map(({ description }) => description);
};
const failure = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error as Error,
  );

test("a key is found by id, public key or description, with sorted roles of organization and projects", async () => {
  for (const name of [{ apiKeyId: ci.apiKeyId }, { publicKey: ci.publicKey }, { description: "ci" }]) {
    expect(await harness.call("getOrgApiKey", { orgId: acme, ...name })).toEqual(ci);
  }
  expect(harness.asked()).toEqual(["getOrgApiKey", "listOrgApiKeys"]);
});

test("a key that does not exist is an error that suggests the closest description", async () => {
  const byId = await failure(harness.call("getOrgApiKey", { orgId: acme, apiKeyId: shop }));
  expect(byId).toBeInstanceOf(MissingError);
  expect(byId?.message).toContain(`${shop} in organization ${acme}: there is no such API key`);
  const byName = await failure(harness.call("getOrgApiKey", { orgId: acme, description: "reeder" }));
  expect(byName).toBeInstanceOf(MissingError);
  expect(byName?.message).toBe(
    `getOrgApiKey "reeder" in organization ${acme}: there is no such API key. Did you mean "reader"? The description must match exactly; compared with those of the organization's 7 keys`,
  );
});

test("several keys with one description are an error that lists id and public key of each", async () => {
  const error = await failure(harness.call("getOrgApiKey", { orgId: acme, description: "twin" }));
  expect(error).toBeInstanceOf(AmbiguousError);
  expect(error?.message).toBe(
    `getOrgApiKey "twin" in organization ${acme}: 2 API keys match: 5f00000000000000000000d2 (public key keydcxyz); 5f00000000000000000000d3 (public key keyddxyz). Select one by apiKeyId or publicKey`,
  );
});

test("an organization of another caller is an error, not an empty list", async () => {
  for (const name of ["getOrgApiKey", "getOrgApiKeys"] as const) {
    const error = await failure(harness.call(name, { orgId: globex, description: "ci" }));
    expect(error).toBeInstanceOf(AtlasApiError);
    expect(error?.message).toContain(globex);
  }
});

test("a key must match all filters: role, project and description", async () => {
  expect(await descriptionsOf({})).toEqual(["ci", "owner", "plain", "plain too", "reader", "twin", "twin"]);
  expect(await descriptionsOf({ role: "ORG_OWNER" })).toEqual(["owner"]);
  expect(await descriptionsOf({ role: "GROUP_OWNER" })).toEqual(["ci", "twin"]);
  expect(await descriptionsOf({ role: "GROUP_OWNER", projectId: shop })).toEqual(["twin"]);
  expect(await descriptionsOf({ role: "ORG_MEMBER", projectId: blog })).toEqual(["ci"]);
  expect(await descriptionsOf({ projectId: shop })).toEqual(["ci", "twin"]);
  expect(await descriptionsOf({ description: "twin" })).toEqual(["twin", "twin"]);
  expect(await descriptionsOf({ description: "twin", role: "ORG_READ_ONLY" })).toEqual(["twin"]);
  expect(await descriptionsOf({ description: "nobody" })).toEqual([]);
});

test("a project without keys is an empty list; a project that does not exist is an error", async () => {
  expect(await descriptionsOf({ projectId: blog, role: "GROUP_READ_ONLY" })).toEqual([]);
  const missing = await failure(harness.call("getOrgApiKeys", { orgId: acme, projectId: acme }));
  expect(missing).toBeInstanceOf(MissingError);
  const elsewhere = await failure(harness.call("getOrgApiKeys", { orgId: acme, projectId: foreign }));
  expect(elsewhere).toBeInstanceOf(MissingError);
});

test("all pages are read", async () => {
  await harness.close();
  const roles = [{ orgId: acme, roleName: "ORG_MEMBER" }];
  const many = Array.from({ length: 600 }, (_, at) => ({ desc: `key ${at}`, roles }));
  harness = await LookUpHarness.start(seed());
  add(many);
  expect(await descriptionsOf({})).toHaveLength(604);
  expect(harness.asked()).toEqual(["listOrgApiKeys", "listOrgApiKeys"]);
  expect(await harness.call("getOrgApiKey", { orgId: acme, description: "key 599" })).toMatchObject({
    description: "key 599",
  });
});

test("a caller without a role in the project gets its keys from the organization's list", async () => {
  const { publicKey, privateKey } = callers.reader;
  harness.as({ publicKey, privateKey });
  expect(await descriptionsOf({ projectId: shop })).toEqual(["ci", "twin"]);
});
