import { orgApiKey } from "../../provider/resources/org-api-key/resource";
import { orgApiKeyAccessList } from "../../provider/resources/org-api-key-access-list/resource";
import { projectApiKeyAssignment } from "../../provider/resources/project-api-key-assignment/resource";
import { Preflight } from "../../provider/runtime/preflight";
import { acme, callers, shop } from "../../testing/emulator/seed";
import { keyOf, ResourceHarness } from "../../testing/resources/harness";

let harness: ResourceHarness;
beforeEach(async () => {
  harness = await ResourceHarness.start();
});
afterEach(() => harness.close());

const key = (description: string) => ({ orgId: acme, description, roles: ["ORG_READ_ONLY"] });
const grant = { projectId: shop, apiKeyId: callers.reader.id, roles: ["GROUP_READ_ONLY"] };
/** The registration that a class of this package sends in a preview. */
const previewed = (inputs: object, name: string) => ({
  ...inputs,
  __declaredAs: { urn: `urn:pulumi:dev::lab::type::${name}`, isPreview: true },
});
const asked = () => harness.emulator.requests.filter(({ auth }) => auth !== "none");

test("one listing shows a whole preview which keys of the same description exist", async () => {
  const provider = harness.process(orgApiKey);
  for (const description of ["one", "two", "reader"]) {
    const { failures } = await provider.check({}, previewed(key(description), description));
    expect(failures).toEqual([]);
  }
  expect(asked().map(({ operationId }) => operationId)).toEqual(["listOrgApiKeys"]);
  expect(provider.messages).toEqual([
    expect.stringContaining(`a key of this description already exists: ${callers.reader.id}`),
  ]);
});

test('duplicates: "refuse" is a warning in preview that the apply refuses it', async () => {
  const provider = harness.process(orgApiKey);
  await provider.check({}, previewed({ ...key("reader"), duplicates: "refuse" }, "reader"));
  expect(provider.messages.join()).toContain("`pulumi up` will refuse to make another one");
});

test.each([
  ["credentials are missing", {}, undefined, /this preview could not check .* credentials/i],
  [
    "credentials are refused",
    keyOf({ publicKey: "nobodyyy", privateKey: "wrong" }),
    undefined,
    /did not accept/,
  ],
  ["the right to read is missing", undefined, 403, /lacks a role/],
  ["Atlas has a server error", undefined, 500, /status 500/],
] as const)(
  "where %s, there is one note for the whole preview and no error",
  async (_, login, status, says) => {
    const provider = harness.process(orgApiKey, login === undefined ? keyOf(callers.owner) : login);
    if (status !== undefined) harness.emulator.fail("*", { kind: "status", status });
    for (const description of ["one", "two", "reader"]) {
      expect((await provider.check({}, previewed(key(description), description))).failures).toEqual([]);
    }
    expect(provider.messages).toEqual([expect.stringMatching(/^info: This preview could not check which/)]);
    expect(provider.messages.join()).toMatch(says);
  },
);

test("the same if nothing listens at the address", async () => {
  const provider = harness.process(projectApiKeyAssignment, {
    ...keyOf(callers.owner),
    baseUrl: "http://127.0.0.1:9",
  });
  expect((await provider.check({}, previewed(grant, "grant"))).failures).toEqual([]);
  expect(provider.messages).toEqual([expect.stringMatching(/^info: This preview could not check which/)]);
});

test("a look-up without a response in time ends, and no other look-up follows", async () => {
  const notes: string[] = [];
  const preflight = new Preflight((text) => notes.push(text), 20);
  let looks = 0;
  const never = () => {
    looks += 1;
    return new Promise<readonly string[]>(() => undefined);
  };
  expect([await preflight.run(never), await preflight.run(never)]).toEqual([[], []]);
  expect(notes).toEqual([expect.stringContaining("Atlas did not respond within 0.02 s")]);
  expect(looks).toBe(1);
});

test("access lists, updates, and creates outside of a preview are not looked up", async () => {
  const list = { orgId: acme, apiKeyId: callers.reader.id, entries: ["192.0.2.1"] };
  await harness.process(orgApiKeyAccessList).check({}, previewed(list, "list"));
  await harness.process(orgApiKey).check(key("reader"), previewed(key("reader"), "key"));
  await harness.process(orgApiKey).check({}, key("reader"));
  expect(asked()).toEqual([]);
});
