import { orgApiKey } from "../../provider/resources/org-api-key/resource";
import { orgApiKeyAccessList } from "../../provider/resources/org-api-key-access-list/resource";
import { projectApiKeyAssignment } from "../../provider/resources/project-api-key-assignment/resource";
import { acme, blog, callers, shop } from "../../testing/emulator/seed";
import { created, keyOf, ResourceHarness } from "../../testing/resources/harness";

let harness: ResourceHarness;
beforeEach(async () => {
  harness = await ResourceHarness.start();
});
afterEach(() => harness.close());

const grant = { projectId: shop, apiKeyId: callers.reader.id, roles: ["GROUP_READ_ONLY"] };
const declared = (inputs: object, name: string) => ({
  ...inputs,
  __declaredAs: { urn: `urn:pulumi:dev::lab::type::${name}`, isPreview: false },
});
const rolesInShop = () =>
  harness.emulator.store.apiKey(callers.reader.id)?.roles?.filter(({ groupId }) => groupId === shop).length;

test("a read and the diff that ends a refresh declare nothing: what only they name is deleted", async () => {
  const { id, outs, inputs } = await created(harness.process(projectApiKeyAssignment), grant);
  const provider = harness.process(projectApiKeyAssignment);
  await provider.read(id, outs);
  await provider.diff(id, outs, inputs);
  await provider.delete(id, outs);
  expect(rolesInShop()).toBe(0);
});

test("two resources with the same id both get the diff that ends a refresh", async () => {
  const { id, outs, inputs } = await created(harness.process(projectApiKeyAssignment), grant);
  const provider = harness.process(projectApiKeyAssignment);
  await Promise.all([provider.read(id, outs), provider.read(id, outs)]);
  await provider.diff(id, outs, inputs);
  await provider.diff(id, outs, inputs);
  await provider.delete(id, outs);
  expect(rolesInShop()).toBe(0);
});

test("reading an unmanaged object does not count as the read of a refresh", async () => {
  const { id, outs, inputs } = await created(harness.process(projectApiKeyAssignment), grant);
  const provider = harness.process(projectApiKeyAssignment);
  await provider.read(id, {});
  await provider.diff(id, outs, inputs);
  await provider.delete(id, outs);
  expect(rolesInShop()).toBe(1);
});

test("a check declares its object also when another input is invalid", async () => {
  const { id, outs } = await created(harness.process(projectApiKeyAssignment), grant);
  const provider = harness.process(projectApiKeyAssignment);
  const { failures } = await provider.check({}, declared({ ...grant, roles: ["GROUP_OWNR"] }, "renamed"));
  expect(failures).toHaveLength(1);
  await provider.delete(id, outs);
  expect(rolesInShop()).toBe(1);
});

test("what moves to another project is declared there alone", async () => {
  const { id, outs, inputs } = await created(harness.process(projectApiKeyAssignment), grant);
  const provider = harness.process(projectApiKeyAssignment);
  const moved = declared({ ...grant, projectId: blog }, "grant");
  const { inputs: news } = await provider.check(inputs, moved);
  expect(await provider.diff(id, outs, news)).toEqual({ changes: true, replaces: ["projectId"] });
  await provider.create(news);
  await provider.delete(id, outs);
  expect(rolesInShop()).toBe(0);
});

test("two runs in one process share nothing", async () => {
  const { id, outs } = await created(harness.process(projectApiKeyAssignment), grant);
  const [one, other] = [harness.process(projectApiKeyAssignment), harness.process(projectApiKeyAssignment)];
  await one.check({}, declared(grant, "grant"));
  expect((await other.check({}, declared(grant, "another"))).failures).toEqual([]);
  await harness.process(projectApiKeyAssignment).delete(id, outs);
  expect(rolesInShop()).toBe(0);
});

describe("adopt", () => {
  const key = { orgId: acme, description: "reader", roles: ["ORG_READ_ONLY"] };
  const adopting = { ...key, adopt: { publicKey: callers.reader.publicKey } };

  test("of a key that another resource manages is an error in check, in either order", async () => {
    const { id, outs, inputs } = await created(harness.process(orgApiKey), adopting);
    const again = { ...key, adopt: { apiKeyId: callers.reader.id } };
    const first = harness.process(orgApiKey);
    await first.check(inputs, declared(adopting, "one"));
    await first.diff(id, outs, inputs);
    expect((await first.check({}, declared(again, "two"))).failures).toHaveLength(1);
    const last = harness.process(orgApiKey);
    await last.check({}, declared(again, "two"));
    await last.check(inputs, declared(adopting, "one"));
    await expect(last.diff(id, outs, inputs)).rejects.toThrow(
      `resource "two" (urn:pulumi:dev::lab::type::two) declares API key ${callers.reader.id} already`,
    );
  });

  test("named later for another key is an error in preview", async () => {
    const { id, outs } = await created(harness.process(orgApiKey), adopting);
    const other = { ...key, adopt: { apiKeyId: callers.owner.id } };
    await expect(harness.process(orgApiKey).diff(id, outs, other)).rejects.toThrow(
      `this resource manages API key ${callers.reader.id} (public key ${callers.reader.publicKey}), and adopt names another one (apiKeyId "${callers.owner.id}"); adopt is used only at creation`,
    );
    await expect(harness.process(orgApiKey).update(id, outs, other)).rejects.toThrow(
      "adopt is used only at creation",
    );
  });

  test.each([
    ["left out", undefined],
    ["naming the same key by its id", { apiKeyId: callers.reader.id }],
    ["naming the same key by its description", { description: "reader" }],
  ])("%s is no change", async (_, adopt) => {
    const { id, outs } = await created(harness.process(orgApiKey), adopting);
    const news = adopt === undefined ? key : { ...key, adopt };
    expect(await harness.process(orgApiKey).diff(id, outs, news)).toEqual({ changes: false, replaces: [] });
  });

  test.each([
    ["removes an assignment that it made", {}, 0],
    ["leaves an assignment that it adopted", { adopt: true }, 1],
    ["removes one that it adopted with deleteOnDestroy", { adopt: true, deleteOnDestroy: true }, 0],
  ])("a destroy %s", async (_, more, left) => {
    harness.change(({ organizations }) => {
      const found = organizations[0]?.apiKeys?.find(({ id }) => id === callers.reader.id);
      found?.roles.push({ groupId: shop, roleName: "GROUP_READ_ONLY" });
    });
    const { id, outs } = await created(harness.process(projectApiKeyAssignment), { ...grant, ...more });
    const provider = harness.process(projectApiKeyAssignment);
    await provider.delete(id, outs);
    expect(rolesInShop()).toBe(left);
    const says = provider.messages.join().includes("it was adopted, so the key keeps GROUP_READ_ONLY there");
    expect(says).toBe(left > 0);
  });
});

describe("what only one run can know", () => {
  const key = { orgId: acme, description: "reader", roles: ["ORG_READ_ONLY"] };
  const adopting = { ...key, adopt: { publicKey: callers.reader.publicKey } };

  test("reading an unmanaged object with a profile does not count as the read of a refresh either", async () => {
    const { id, outs, inputs } = await created(harness.process(projectApiKeyAssignment), grant);
    const owner = keyOf(callers.owner);
    const provider = harness.process(projectApiKeyAssignment, {
      ...owner,
      profiles: JSON.stringify({ ops: owner }),
    });
    await provider.read(id, { profile: "ops" });
    await provider.diff(id, outs, inputs);
    await provider.delete(id, outs);
    expect(rolesInShop()).toBe(1);
  });

  test("two resources that adopt one key with equal inputs are an error", async () => {
    const provider = harness.process(orgApiKey);
    await provider.check({}, declared(adopting, "one"));
    await expect(provider.check({}, declared(adopting, "two"))).rejects.toThrow(
      `2 resources adopt API key ${callers.reader.id}`,
    );
  });

  test("an adopt by description that was added later keeps its key when the key is renamed", async () => {
    const { id, outs } = await created(harness.process(orgApiKey), adopting);
    const refreshed = { ...outs, adopt: undefined, description: "renamed by hand" };
    const news = { ...key, adopt: { description: "reader" } };
    expect(await harness.process(orgApiKey).diff(id, refreshed, news)).toMatchObject({ changes: true });
  });

  test("an adopt that is not known yet is no other key", async () => {
    const { id, outs } = await created(harness.process(orgApiKey), adopting);
    const news = { ...key, adopt: { apiKeyId: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" } };
    expect(await harness.process(orgApiKey).diff(id, outs, news)).toEqual({ changes: false, replaces: [] });
  });

  test("a private key that is removed from the state by a skipped delete is named", async () => {
    const made = { ...key, description: "made" };
    const { id, outs } = await created(harness.process(orgApiKey), made);
    const provider = harness.process(orgApiKey);
    const again = { ...made, adopt: { apiKeyId: id.split("/")[1] } };
    await provider.check({}, declared(again, "renamed"));
    await provider.delete(id, outs);
    expect(provider.messages.join()).toContain(
      "privateKey is removed from the state with the deleted resource",
    );
  });

  test("an access list is not emptied after a failed create, since its key may remain", async () => {
    const list = { orgId: acme, apiKeyId: callers.reader.id, entries: ["192.0.2.1"], deleteOnDestroy: true };
    const { id, outs } = await created(harness.process(orgApiKeyAccessList), list);
    const provider = harness.process(orgApiKeyAccessList);
    harness.emulator.fail("createOrgApiKeyAccessListEntry", { kind: "status", status: 403 });
    const other = { ...list, apiKeyId: callers.owner.id, allowLockout: true };
    await expect(created(provider, other)).rejects.toThrow();
    await expect(provider.delete(id, outs)).rejects.toThrow("the key may remain");
    expect(harness.emulator.store.apiKey(callers.reader.id)?.accessList).toHaveLength(1);
  });
});
