import { orgApiKey } from "../../provider/resources/org-api-key/resource";
import { samples as keySamples } from "../../provider/resources/org-api-key/samples";
import { projectApiKeyAssignment } from "../../provider/resources/project-api-key-assignment/resource";
import { samples as assignmentSamples } from "../../provider/resources/project-api-key-assignment/samples";
import { acme, callers } from "../../testing/emulator/seed";
import { created, ResourceHarness } from "../../testing/resources/harness";

/** The most important guarantees, each in a minimal test: the deliberate defects in testing/mutations break them. */
let harness: ResourceHarness;
beforeEach(async () => {
  harness = await ResourceHarness.start();
});
afterEach(() => harness.close());

const makeKey = async (more: object = {}) => {
  const provider = harness.process(orgApiKey);
  return { provider, ...(await created(provider, { ...keySamples.inputs, ...more })) };
};
const ownKey = {
  orgId: acme,
  description: "owner",
  roles: ["ORG_OWNER"],
  apiKeyId: callers.owner.id,
  publicKey: callers.owner.publicKey,
};

test("an assignment does not count as deleted when its project cannot be seen", async () => {
  const { id, outs } = await created(harness.process(projectApiKeyAssignment), assignmentSamples.inputs);
  harness.emulator.fail("removeGroupApiKey", { kind: "status", status: 404, errorCode: "GROUP_NOT_FOUND" });
  await expect(harness.process(projectApiKeyAssignment).delete(id, outs)).rejects.toThrow(/cannot see it/);
});

test("a key whose organization is not found is an error for a read and a delete, and does not count as deleted", async () => {
  const { id, outs } = await makeKey();
  harness.emulator.fail("*", { kind: "status", status: 404, errorCode: "ORG_NOT_FOUND" });
  const says = /it does not exist, or API key \w+ cannot see it: Atlas says ORG_NOT_FOUND/;
  await expect(harness.process(orgApiKey).read(id, outs)).rejects.toThrow(says);
  await expect(harness.process(orgApiKey).delete(id, outs)).rejects.toThrow(says);
});

test("a key of the same description is found on whichever page of the list it is", async () => {
  harness.emulator.store.edit(({ organizations }) => {
    const roles = [{ orgId: acme, roleName: "ORG_READ_ONLY" }];
    for (let n = 0; n < 1100; n++) {
      const id = `5f1${n.toString(16).padStart(21, "0")}`;
      // Lists are sorted by public key, so by chance it would often be on the first page.
      const publicKey = `a${`${n}`.padStart(7, "0").replace(/\d/g, (digit) => "abcdefghij".charAt(Number(digit)))}`;
      organizations[0]?.apiKeys?.push({ id, publicKey, desc: n === 550 ? "CI deployer" : `key ${n}`, roles });
    }
  });
  const provider = harness.process(orgApiKey);
  // An organization can have 500 keys, so none is created here.
  await expect(created(provider, keySamples.inputs)).rejects.toThrow("MAX_API_KEYS_PER_ORG_EXCEEDED");
  expect(provider.messages.join()).toContain(`already exists: 5f1${(550).toString(16).padStart(21, "0")}`);
});

test("a change of the description sends no roles", async () => {
  const { provider, id, outs, inputs } = await makeKey();
  await provider.update(id, outs, { ...inputs, description: "another" });
  expect(harness.emulator.requests.at(-1)).toMatchObject({
    operationId: "updateOrgApiKey",
    bodyKeys: ["desc"],
  });
});

test("ORG_MEMBER, which Atlas adds to other roles by itself, is no drift", async () => {
  const { provider, id, outs } = await makeKey();
  const keyId = id.split("/")[1];
  harness.change(({ organizations }) => {
    const key = organizations[0]?.apiKeys?.find((candidate) => candidate.id === keyId);
    key?.roles.push({ orgId: acme, roleName: "ORG_MEMBER" });
  });
  expect((await provider.read(id, outs)).props).toEqual(outs);
});

test("a message names the caller by its public key only", async () => {
  const { id, outs } = await makeKey();
  const provider = harness.process(orgApiKey);
  harness.emulator.fail("*", { kind: "status", status: 403 });
  const message = await provider.delete(id, outs).then(() => "", String);
  const said = await provider.read(id, outs).then(
    () => "",
    (error: Error) => error.message,
  );
  expect(said).toContain(callers.owner.publicKey);
  expect(message + said).not.toContain(callers.owner.privateKey);
});

test("destroying leaves an adopted key, and warns of the access that it keeps", async () => {
  const { id, outs } = await makeKey({ adopt: { publicKey: "plainkyb" } });
  const provider = harness.process(orgApiKey);
  await provider.delete(id, outs);
  expect(harness.emulator.store.apiKey("plainkyb")).toBeDefined();
  expect(provider.messages.join()).toContain("was adopted, so it stays in organization");
});

test("a list request that failed is repeated at the next read", async () => {
  const { id, outs } = await makeKey();
  const other = `${acme}/${callers.reader.id}`;
  const provider = harness.process(orgApiKey);
  // Two at once, because a single key is read by its own GET.
  const both = () =>
    Promise.all([provider.read(id, outs), provider.read(other, { ...outs, apiKeyId: callers.reader.id })]);
  harness.emulator.fail("listOrgApiKeys", 409);
  await expect(both()).rejects.toThrow(/status 409/);
  expect((await both()).map((found) => found.id)).toEqual([id, other]);
});

test("the key that the provider itself uses is not deleted without allowLockout", async () => {
  const deleting = harness.process(orgApiKey).delete(`${acme}/${callers.owner.id}`, ownKey);
  await expect(deleting).rejects.toThrow(/it is the key that this provider uses/);
  expect(harness.emulator.store.apiKey(callers.owner.id)).toBeDefined();
});

test("a key whose create response was lost is named by id and public key", async () => {
  harness.emulator.fail("createOrgApiKey", { kind: "reset-after-commit", times: 1 });
  const error = await makeKey().then(
    () => "",
    (thrown: Error) => thrown.message,
  );
  const keys = harness.emulator.store.organization(acme)?.apiKeys ?? [];
  const duplicate = keys.find(({ desc }) => desc === "CI deployer");
  expect(error).toContain(`${duplicate?.id}, public key ${duplicate?.publicKey}`);
});

test.each([200, 302])("an HTML page with status %d never counts as a deletion", async (status) => {
  const { id, outs } = await makeKey();
  harness.emulator.fail("deleteOrgApiKey", { kind: "html", status });
  await expect(harness.process(orgApiKey).delete(id, outs)).rejects.toThrow(/HTML page|redirected to/);
});
