import { orgApiKey } from "../../provider/resources/org-api-key/resource";
import { projectApiKeyAssignment } from "../../provider/resources/project-api-key-assignment/resource";
import { Bench, created } from "../contract/bench";
import { acme, blog, callers, shop } from "../support/world";

let bench: Bench;
beforeEach(async () => {
  bench = await Bench.start();
});
afterEach(() => bench.close());

const grant = { projectId: shop, apiKeyId: callers.reader.id, roles: ["GROUP_READ_ONLY"] };
const declared = (inputs: object, name: string) => ({
  ...inputs,
  __declaredAs: { urn: `urn:pulumi:dev::lab::type::${name}`, isPreview: false },
});
const rolesInShop = () =>
  bench.emulator.store.apiKey(callers.reader.id)?.roles?.filter(({ groupId }) => groupId === shop).length;

test("a read and the diff that ends a refresh declare nothing: what only they name is deleted", async () => {
  const { id, outs, inputs } = await created(bench.process(projectApiKeyAssignment), grant);
  const provider = bench.process(projectApiKeyAssignment);
  await provider.read(id, outs);
  await provider.diff(id, outs, inputs);
  await provider.delete(id, outs);
  expect(rolesInShop()).toBe(0);
});

test("two resources of one id each have a diff that ends their refresh", async () => {
  const { id, outs, inputs } = await created(bench.process(projectApiKeyAssignment), grant);
  const provider = bench.process(projectApiKeyAssignment);
  await Promise.all([provider.read(id, outs), provider.read(id, outs)]);
  await provider.diff(id, outs, inputs);
  await provider.diff(id, outs, inputs);
  await provider.delete(id, outs);
  expect(rolesInShop()).toBe(0);
});

test("a look at what is not managed takes no diff from the program", async () => {
  const { id, outs, inputs } = await created(bench.process(projectApiKeyAssignment), grant);
  const provider = bench.process(projectApiKeyAssignment);
  await provider.read(id, {});
  await provider.diff(id, outs, inputs);
  await provider.delete(id, outs);
  expect(rolesInShop()).toBe(1);
});

test("a check declares its object also when something else in it is wrong", async () => {
  const { id, outs } = await created(bench.process(projectApiKeyAssignment), grant);
  const provider = bench.process(projectApiKeyAssignment);
  const { failures } = await provider.check({}, declared({ ...grant, roles: ["GROUP_OWNR"] }, "renamed"));
  expect(failures).toHaveLength(1);
  await provider.delete(id, outs);
  expect(rolesInShop()).toBe(1);
});

test("what moves to another project is declared there alone", async () => {
  const { id, outs, inputs } = await created(bench.process(projectApiKeyAssignment), grant);
  const provider = bench.process(projectApiKeyAssignment);
  const moved = declared({ ...grant, projectId: blog }, "grant");
  const { inputs: news } = await provider.check(inputs, moved);
  expect(await provider.diff(id, outs, news)).toEqual({ changes: true, replaces: ["projectId"] });
  await provider.create(news);
  await provider.delete(id, outs);
  expect(rolesInShop()).toBe(0);
});

test("two runs in one process share nothing", async () => {
  const { id, outs } = await created(bench.process(projectApiKeyAssignment), grant);
  const [one, other] = [bench.process(projectApiKeyAssignment), bench.process(projectApiKeyAssignment)];
  await one.check({}, declared(grant, "grant"));
  expect((await other.check({}, declared(grant, "another"))).failures).toEqual([]);
  await bench.process(projectApiKeyAssignment).delete(id, outs);
  expect(rolesInShop()).toBe(0);
});

describe("adopt", () => {
  const key = { orgId: acme, description: "reader", roles: ["ORG_READ_ONLY"] };
  const adopting = { ...key, adopt: { publicKey: callers.reader.publicKey } };

  test("of a key that another resource manages is an error in check, whichever is asked first", async () => {
    const { id, outs, inputs } = await created(bench.process(orgApiKey), adopting);
    const again = { ...key, adopt: { apiKeyId: callers.reader.id } };
    const first = bench.process(orgApiKey);
    await first.check(inputs, declared(adopting, "one"));
    await first.diff(id, outs, inputs);
    expect((await first.check({}, declared(again, "two"))).failures).toHaveLength(1);
    const last = bench.process(orgApiKey);
    await last.check({}, declared(again, "two"));
    await last.check(inputs, declared(adopting, "one"));
    await expect(last.diff(id, outs, inputs)).rejects.toThrow(
      `resource "two" (urn:pulumi:dev::lab::type::two) declares API key ${callers.reader.id} already`,
    );
  });

  test("named later for another key is an error in preview", async () => {
    const { id, outs } = await created(bench.process(orgApiKey), adopting);
    const other = { ...key, adopt: { apiKeyId: callers.owner.id } };
    await expect(bench.process(orgApiKey).diff(id, outs, other)).rejects.toThrow(
      `this resource manages API key ${callers.reader.id} (public key ${callers.reader.publicKey}), and adopt names another one (apiKeyId "${callers.owner.id}"); adopting counts at creation`,
    );
    await expect(bench.process(orgApiKey).update(id, outs, other)).rejects.toThrow(
      "adopting counts at creation",
    );
  });

  test.each([
    ["left out", undefined],
    ["naming the same key by its id", { apiKeyId: callers.reader.id }],
    ["naming the same key by its description", { description: "reader" }],
  ])("%s is no change", async (_, adopt) => {
    const { id, outs } = await created(bench.process(orgApiKey), adopting);
    const news = adopt === undefined ? key : { ...key, adopt };
    expect(await bench.process(orgApiKey).diff(id, outs, news)).toEqual({ changes: false, replaces: [] });
  });

  test.each([
    ["removes an assignment that it made", {}, 0],
    ["leaves an assignment that it adopted", { adopt: true }, 1],
    ["removes one that it adopted with deleteOnDestroy", { adopt: true, deleteOnDestroy: true }, 0],
  ])("a destroy %s", async (_, more, left) => {
    bench.change(({ organizations }) => {
      const found = organizations[0]?.apiKeys?.find(({ id }) => id === callers.reader.id);
      found?.roles.push({ groupId: shop, roleName: "GROUP_READ_ONLY" });
    });
    const { id, outs } = await created(bench.process(projectApiKeyAssignment), { ...grant, ...more });
    const provider = bench.process(projectApiKeyAssignment);
    await provider.delete(id, outs);
    expect(rolesInShop()).toBe(left);
    const says = provider.messages.join().includes("it was adopted, so the key keeps GROUP_READ_ONLY there");
    expect(says).toBe(left > 0);
  });
});
