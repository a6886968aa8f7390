import { orgApiKeyAccessList } from "../../provider/resources/org-api-key-access-list/resource";
import { projectApiKeyAssignment } from "../../provider/resources/project-api-key-assignment/resource";
import { acme, callers, serviceAccount, shop } from "../../testing/emulator/seed";
import { created, keyOf, ResourceHarness } from "../../testing/resources/harness";

/** A key that other credentials of the stack use is guarded like the caller's own key. */
let harness: ResourceHarness;
beforeEach(async () => {
  harness = await ResourceHarness.start();
});
afterEach(() => harness.close());

const { clientId, clientSecret } = serviceAccount;
const account = { clientId, clientSecret };
const named = { ...account, profiles: JSON.stringify({ ops: keyOf(callers.reader) }) };
const nameless = { ...keyOf(callers.reader), profiles: JSON.stringify({ ops: account }) };
const ofOrganization = {
  ...account,
  organizationCredentials: JSON.stringify({ [acme]: keyOf(callers.reader) }),
};
const apiKeyId = callers.reader.id;

const granting = { projectId: shop, apiKeyId, roles: ["GROUP_OWNER", "GROUP_READ_ONLY"] };
const fewer = { ...granting, roles: ["GROUP_READ_ONLY"] };
const grantId = `${shop}/${apiKeyId}`;
const listed = { orgId: acme, apiKeyId, entries: ["192.0.2.1", "198.51.100.0/24"], deleteOnDestroy: true };
const listId = `${acme}/${apiKeyId}`;

const written = () =>
  harness.emulator.requests.filter(
    ({ method, operationId, status }) =>
      method !== "GET" && operationId !== undefined && !operationId.startsWith("oauth") && status < 300,
  );
const reads = () =>
  harness.emulator.requests.filter(({ method, status }) => method === "GET" && status < 300);

describe("the access list of a profile's key", () => {
  const shorter = { ...listed, entries: ["192.0.2.1"] };
  const start = async () => {
    const { outs = {} } = await created(harness.process(orgApiKeyAccessList, account), listed);
    harness.emulator.clearRequests();
    return outs;
  };

  test("loses no entry, and a preview reports it without a request", async () => {
    const state = await start();
    const provider = harness.process(orgApiKeyAccessList, named);
    await expect(provider.diff(listId, state, shorter)).rejects.toThrow(
      `Update access list of API key ${apiKeyId}: it is the key that the profile "ops" uses, and this removes 198.51.100.0/24 from its list. ` +
        "Use other credentials, or set allowLockout: true",
    );
    await expect(provider.delete(listId, state)).rejects.toThrow(
      /that the profile "ops" uses.*apply allowLockout: true in an `up` of its own first/,
    );
    expect(harness.emulator.requests).toEqual([]);
  });

  test("nor where the stack's nameless credentials are guarded from a resource with a profile", async () => {
    const state = { ...(await start()), profile: "ops" };
    const provider = harness.process(orgApiKeyAccessList, nameless);
    await expect(provider.diff(listId, state, { ...shorter, profile: "ops" })).rejects.toThrow(
      /it is the key that the rest of the stack uses/,
    );
  });

  test("is kept for an organization's own credentials too", async () => {
    const provider = harness.process(orgApiKeyAccessList, ofOrganization);
    await expect(provider.diff(listId, await start(), shorter)).rejects.toThrow(
      `it is the key that the entry ${acme} of mongodbatlas:organizationCredentials uses`,
    );
  });

  test("loses its roles when allowLockout is true or no credentials use the key", async () => {
    const state = await start();
    const provider = harness.process(orgApiKeyAccessList, named);
    await provider.update(listId, state, { ...shorter, allowLockout: true });
    await harness.process(orgApiKeyAccessList, account).delete(listId, { ...state, entries: ["192.0.2.1"] });
    expect(written()).toHaveLength(2);
  });

  test("a first entry causes a warning that names the profile", async () => {
    const provider = harness.process(orgApiKeyAccessList, named);
    await created(provider, listed);
    expect(provider.messages.join()).toContain(
      'it is the key that the profile "ops" uses, and its list was empty',
    );
  });
});

describe("roles of a profile's key in a project", () => {
  beforeEach(async () => {
    await created(harness.process(projectApiKeyAssignment, account), granting);
    harness.emulator.clearRequests();
  });

  test.each([
    ["a profile", named, granting, 'the profile "ops"'],
    ["the rest of the stack", nameless, { ...granting, profile: "ops" }, "the rest of the stack"],
    [
      "an organization",
      ofOrganization,
      granting,
      `the entry ${acme} of mongodbatlas:organizationCredentials`,
    ],
  ])("are kept for %s from an update and from a delete", async (_, credentials, state, user) => {
    const provider = harness.process(projectApiKeyAssignment, credentials);
    const news = { ...state, roles: fewer.roles };
    await expect(provider.update(grantId, state, news)).rejects.toThrow(
      `it is the key that ${user} uses, and this takes GROUP_OWNER from it. Use other credentials, or set allowLockout: true`,
    );
    await expect(provider.delete(grantId, state)).rejects.toThrow(`it is the key that ${user} uses`);
    expect(written()).toEqual([]);
    // One read of the organization and its keys for both.
    expect(reads()).toHaveLength(2);
  });

  test("are kept from a takeover too", async () => {
    const provider = harness.process(projectApiKeyAssignment, named);
    await expect(provider.create({ ...fewer, adopt: true })).rejects.toThrow(
      /^Adopt assignment .*profile "ops"/,
    );
    expect(written()).toEqual([]);
  });

  test("entries are removed without a request when allowLockout is true or no credentials use the key", async () => {
    await harness
      .process(projectApiKeyAssignment, named)
      .update(grantId, granting, { ...fewer, allowLockout: true });
    await harness.process(projectApiKeyAssignment, account).delete(grantId, fewer);
    expect(written()).toHaveLength(2);
    expect(reads()).toEqual([]);
  });
});
