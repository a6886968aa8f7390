import { orgApiKey } from "../../provider/resources/org-api-key/resource";
import { projectApiKeyAssignment } from "../../provider/resources/project-api-key-assignment/resource";
import { acme, callers, globex, serviceAccount, shop } from "../../testing/emulator/seed";
import { created, keyOf, ResourceHarness } from "../../testing/resources/harness";

/** A change that would lock out an organization or the caller is refused at apply; the message names the input that permits it. */
let harness: ResourceHarness;
beforeEach(async () => {
  harness = await ResourceHarness.start();
});
afterEach(() => harness.close());

type Provider = ReturnType<ResourceHarness["process"]>;
const account = { clientId: serviceAccount.clientId, clientSecret: serviceAccount.clientSecret };
const owner = { orgId: acme, description: "owner", roles: ["ORG_OWNER"] };
const ownerState = { ...owner, apiKeyId: callers.owner.id, publicKey: callers.owner.publicKey };
const ownerId = `${acme}/${callers.owner.id}`;
const grant = { projectId: shop, apiKeyId: callers.owner.id, roles: ["GROUP_OWNER", "GROUP_READ_ONLY"] };

const count = (operationId: string) =>
  harness.emulator.requests.filter((request) => request.operationId === operationId && request.status < 300)
    .length;
const writes = () =>
  harness.emulator.requests.filter(({ method, status }) => !["GET", "POST"].includes(method) && status < 300);

/** Leaves `owner` as the only owner among keys and service accounts. */
function demoteAccount() {
  harness.emulator.store.edit(({ organizations: [organization] }) => {
    for (const each of organization?.serviceAccounts ?? []) Object.assign(each, { roles: ["ORG_READ_ONLY"] });
  });
}

const removal = (provider: Provider) => provider.delete(ownerId, ownerState);
const demotion = (provider: Provider) =>
  provider.update(ownerId, ownerState, { ...owner, roles: ["ORG_READ_ONLY"] });

test.each([
  ["deleting", removal, /^Delete API key .* \("owner"\): no other .*or apply allowLockout: true in an `up`/],
  ["demoting", demotion, /^Update API key .* \("owner"\): no other .*or set allowLockout: true/],
] as const)(
  "%s the last key or service account that owns the organization is refused",
  async (_, change, says) => {
    demoteAccount();
    await expect(change(harness.process(orgApiKey, account))).rejects.toThrow(says);
    expect(writes()).toEqual([]);
  },
);

test.each([
  ["deleting", removal],
  ["demoting", demotion],
] as const)("%s an owner beside another one costs one listing of each kind", async (_, change) => {
  await change(harness.process(orgApiKey, account));
  expect([count("listOrgApiKeys"), count("listOrgServiceAccounts"), writes().length]).toEqual([1, 1, 1]);
});

test("allowLockout permits to take away the last owner, without a listing", async () => {
  const provider = harness.process(orgApiKey, account);
  await provider.delete(ownerId, { ...ownerState, allowLockout: true });
  expect([count("listOrgApiKeys"), writes().length]).toEqual([0, 1]);
});

test("the last two owners cannot be removed in one run", async () => {
  const maker = harness.process(orgApiKey, account);
  const { id, outs } = await created(maker, { ...owner, description: "second" });
  demoteAccount();
  const provider = harness.process(orgApiKey, account);
  const ends = await Promise.allSettled([provider.delete(id, outs), provider.delete(ownerId, ownerState)]);
  const reasons = ends.map((end) => (end.status === "rejected" ? String(end.reason.message) : "allowed"));
  expect(reasons).toEqual([1, 2].map(() => expect.stringContaining("no other API key")));
  expect(writes()).toEqual([]);
});

test("deleting a key without ORG_OWNER makes no list request", async () => {
  const { id, outs } = await created(harness.process(orgApiKey), { ...owner, roles: ["ORG_READ_ONLY"] });
  harness.emulator.clearRequests();
  await harness.process(orgApiKey).delete(id, outs);
  expect(harness.emulator.requests.filter(({ status }) => status < 300)).toHaveLength(1);
});

test("a key that another profile of the stack uses is protected", async () => {
  const profiles = JSON.stringify({ ops: keyOf(callers.owner) });
  const provider = harness.process(orgApiKey, { ...account, profiles });
  await expect(provider.delete(ownerId, ownerState)).rejects.toThrow(
    /it is the key that the profile "ops" uses/,
  );
  const news = { ...owner, roles: ["ORG_READ_ONLY"] };
  await expect(provider.diff(ownerId, ownerState, news)).rejects.toThrow(
    /that the profile "ops" uses, and this takes ORG_OWNER/,
  );
  expect(harness.emulator.requests).toEqual([]);
});

test("the credentials of the rest of the stack are guarded from a resource with a profile", async () => {
  const profiles = JSON.stringify({ ops: account });
  const provider = harness.process(orgApiKey, { ...keyOf(callers.owner), profiles });
  await expect(provider.delete(ownerId, { ...ownerState, profile: "ops" })).rejects.toThrow(
    /it is the key that the rest of the stack uses/,
  );
});

describe("a key that mongodbatlas:organizationCredentials holds for an organization", () => {
  const organizationCredentials = JSON.stringify({ [globex]: account, [acme]: keyOf(callers.owner) });
  const provider = () => harness.process(orgApiKey, { ...account, organizationCredentials });
  const news = { ...owner, roles: ["ORG_READ_ONLY"] };
  const uses = `it is the key that the entry ${acme} of mongodbatlas:organizationCredentials uses`;

  test("is not deleted and keeps ORG_OWNER: an error without a request and without a secret", async () => {
    const refusals = [
      provider().delete(ownerId, ownerState),
      provider().diff(ownerId, ownerState, news),
      provider().update(ownerId, ownerState, news),
    ].map((refused) =>
      refused.then(
        () => "allowed",
        (error: Error) => error.message,
      ),
    );
    const messages = await Promise.all(refusals);
    expect(messages).toEqual(messages.map(() => expect.stringContaining(uses)));
    expect(messages.join()).not.toContain(callers.owner.privateKey);
    expect(harness.emulator.requests).toEqual([]);
  });

  test("loses its role with allowLockout", async () => {
    await provider().update(ownerId, ownerState, { ...news, allowLockout: true });
    expect(writes()).toHaveLength(1);
  });

  test("is like any other when the setting has another form, and a warning names that form", async () => {
    const config = { ...account, organizationCredentials: "{ nothing" };
    await harness.process(orgApiKey, config).delete(ownerId, ownerState);
    expect(writes()).toHaveLength(1);
  });
});

describe("roles of the caller's own key in a project", () => {
  beforeEach(async () => {
    await created(harness.process(projectApiKeyAssignment), grant);
    harness.emulator.clearRequests();
  });
  const grantId = `${shop}/${callers.owner.id}`;
  const fewer = { ...grant, roles: ["GROUP_READ_ONLY"] };

  test("are protected from an update and a delete, by one request for both", async () => {
    const provider = harness.process(projectApiKeyAssignment);
    await expect(provider.update(grantId, grant, fewer)).rejects.toThrow(
      /^Update assignment .*it is the key that this provider uses, and this takes GROUP_OWNER from it.*or set allowLockout: true/,
    );
    await expect(provider.delete(grantId, grant)).rejects.toThrow(
      /^Delete assignment .*takes GROUP_OWNER, GROUP_READ_ONLY from it.*or apply allowLockout: true in an `up`/,
    );
    expect([count("getSystemStatus"), writes().length]).toEqual([1, 0]);
  });

  test("may grow, and may be removed when allowLockout is true, without a request", async () => {
    const provider = harness.process(projectApiKeyAssignment);
    const more = { ...grant, roles: [...grant.roles, "GROUP_CLUSTER_MANAGER"].sort() };
    await provider.update(grantId, grant, more);
    await provider.update(grantId, more, { ...fewer, allowLockout: true });
    await provider.delete(grantId, { ...fewer, allowLockout: true });
    expect([count("getSystemStatus"), writes().length]).toEqual([0, 3]);
  });

  test("get no warning for a service account, which has no key", async () => {
    await harness.process(projectApiKeyAssignment, account).delete(grantId, grant);
    expect([count("getSystemStatus"), writes().length]).toEqual([0, 1]);
  });
});
