import { fingerprint } from "../../provider/atlas/fingerprint";
import { orgApiKey } from "../../provider/resources/org-api-key/resource";
import { organizationSettings } from "../../provider/resources/organization-settings/resource";
import { serviceAccount } from "../../provider/resources/service-account/resource";
import { serviceAccountAccessList } from "../../provider/resources/service-account-access-list/resource";
import { serviceAccountProjectAssignment } from "../../provider/resources/service-account-project-assignment/resource";
import { serviceAccountSecret } from "../../provider/resources/service-account-secret/resource";
import {
  acme,
  callers,
  plainAccounts,
  serviceAccountSecretId,
  shop,
  serviceAccount as used,
} from "../../testing/emulator/seed";
import { created, keyOf, ResourceHarness } from "../../testing/resources/harness";

/** Nothing takes access from a service account that the stack's credentials are, unless the program permits it. */
let harness: ResourceHarness;
beforeEach(async () => {
  harness = await ResourceHarness.start();
});
afterEach(() => harness.close());

const { clientId, clientSecret } = used;
const asCaller = { clientId, clientSecret };
const asProfile = { ...keyOf(callers.owner), profiles: JSON.stringify({ ops: asCaller }) };

const account = { orgId: acme, name: "ci", description: "ci", roles: ["ORG_OWNER"] };
const accountState = { ...account, clientId };
const accountId = `${acme}/${clientId}`;

const writes = () =>
  harness.emulator.requests.filter(
    ({ method, operationId, status }) =>
      method !== "GET" && !`${operationId}`.startsWith("oauth") && status < 300,
  );

describe.each([
  ["this provider", asCaller],
  ['the profile "ops"', asProfile],
])("a service account that %s uses", (user, credentials) => {
  test("keeps ORG_OWNER, its project roles and its entries", async () => {
    const parts = {
      projectRoles: { [shop]: ["GROUP_OWNER"] },
      accessList: ["192.0.2.1", "192.0.2.2"],
    };
    const state = { ...accountState, ...parts };
    const one = harness.process(serviceAccount, credentials);
    const diff = (change: object) => one.diff(accountId, state, { ...account, ...parts, ...change });
    await expect(diff({ roles: ["ORG_READ_ONLY"] })).rejects.toThrow(
      `Update service account ${clientId} ("ci"): it is the account that ${user} uses, and this takes ORG_OWNER from it. Use other credentials, or set allowLockout: true`,
    );
    await expect(diff({ projectRoles: {} })).rejects.toThrow(/this takes GROUP_OWNER in project 5f/);
    await expect(diff({ accessList: ["192.0.2.1"] })).rejects.toThrow(/removes 192\.0\.2\.2 from its list/);
    await expect(diff({ roles: ["ORG_READ_ONLY"], allowLockout: true })).resolves.toMatchObject({
      changes: true,
    });
    expect(harness.emulator.requests).toEqual([]);
  });

  test("is not deleted, unless allowLockout was applied before", async () => {
    const one = harness.process(serviceAccount, credentials);
    await expect(one.delete(accountId, accountState)).rejects.toThrow(
      `Delete service account ${clientId} ("ci"): it is the account that ${user} uses. Use other credentials, or apply allowLockout: true in an \`up\` of its own first`,
    );
    expect(writes()).toEqual([]);
    await one.delete(accountId, { ...accountState, allowLockout: true });
    expect(harness.emulator.store.serviceAccount(clientId)).toBeUndefined();
  });

  test("keeps the secret in use, told by its fingerprint, and loses another one", async () => {
    const one = harness.process(serviceAccountSecret, credentials);
    const inputs = { orgId: acme, clientId, expiresAfterHours: 720 };
    const other = await created(one, inputs);
    const inUse = {
      ...inputs,
      secretId: serviceAccountSecretId,
      clientSecretFingerprint: await fingerprint(clientSecret),
    };
    const id = `${accountId}/${serviceAccountSecretId}`;
    await expect(one.delete(id, inUse)).rejects.toThrow(
      `Delete secret ${serviceAccountSecretId} of service account ${clientId}: it is the secret that ${user} uses. Use other credentials`,
    );
    await expect(one.diff(id, inUse, { ...inputs, expiresAfterHours: 24 })).rejects.toThrow(
      /^Replace secret/,
    );
    await harness.process(serviceAccountSecret, credentials).delete(other.id, other.outs);
    const left = harness.emulator.store.serviceAccount(clientId)?.secrets?.map((secret) => secret.id);
    expect(left).toEqual([serviceAccountSecretId]);
  });

  test("keeps a secret whose value is not known here: it may be the one in use", async () => {
    const one = harness.process(serviceAccountSecret, credentials);
    const adopted = {
      orgId: acme,
      clientId,
      expiresAfterHours: 720,
      secretId: serviceAccountSecretId,
      adopted: true,
      deleteOnDestroy: true,
    };
    await expect(one.delete(`${accountId}/${serviceAccountSecretId}`, adopted)).rejects.toThrow(
      `it may be the secret that ${user} uses, since its value is not known here`,
    );
  });

  test("keeps the entries of its list and its assignments", async () => {
    const listed = { orgId: acme, clientId, entries: ["192.0.2.1", "192.0.2.2"], deleteOnDestroy: true };
    const list = harness.process(serviceAccountAccessList, credentials);
    await expect(list.diff(accountId, listed, { ...listed, entries: ["192.0.2.1"] })).rejects.toThrow(
      `Update access list of service account ${clientId}: it is the account that ${user} uses, and this removes 192.0.2.2 from its list`,
    );
    await expect(list.delete(accountId, listed)).rejects.toThrow(/apply allowLockout: true in an `up`/);
    const granted = { projectId: shop, clientId, roles: ["GROUP_OWNER", "GROUP_READ_ONLY"] };
    const grant = harness.process(serviceAccountProjectAssignment, credentials);
    const fewer = { ...granted, roles: ["GROUP_READ_ONLY"] };
    await expect(grant.diff(`${shop}/${clientId}`, granted, fewer)).rejects.toThrow(
      /takes GROUP_OWNER from it. Use other credentials, or set allowLockout: true/,
    );
    await expect(grant.delete(`${shop}/${clientId}`, granted)).rejects.toThrow(
      /^Delete assignment of service/,
    );
    expect(writes()).toEqual([]);
  });
});

describe("the last owner", () => {
  const key = { orgId: acme, description: "owner", roles: ["ORG_OWNER"], apiKeyId: callers.owner.id };
  const keyId = `${acme}/${callers.owner.id}`;
  const reader = keyOf(callers.reader);
  const noOther = /no other API key or service account of organization .* would have ORG_OWNER afterwards/;

  test("is counted among keys and accounts together: an account goes while a key is left", async () => {
    await harness.process(serviceAccount).delete(accountId, accountState);
    expect(writes()).toHaveLength(1);
  });

  test("is kept when it is an account, and may not be demoted either", async () => {
    harness.emulator.store.edit(({ organizations: [organization] }) => {
      for (const each of organization?.apiKeys ?? [])
        Object.assign(each, { roles: [{ orgId: acme, roleName: "ORG_READ_ONLY" }] });
    });
    await expect(harness.process(serviceAccount, reader).delete(accountId, accountState)).rejects.toThrow(
      noOther,
    );
    const demoted = { ...account, roles: ["ORG_READ_ONLY"] };
    await expect(
      harness.process(serviceAccount, reader).update(accountId, accountState, demoted),
    ).rejects.toThrow(noOther);
    expect(writes()).toEqual([]);
  });

  test("is a key when the only other owner is an account that goes in the same run", async () => {
    const run = harness.run();
    await run.of(serviceAccount).delete(accountId, accountState);
    await expect(run.of(orgApiKey).delete(keyId, key)).rejects.toThrow(noOther);
  });
});

test("a maximum validity below that of a managed secret is refused, with its account and hours", async () => {
  const settings = { orgId: acme, maxServiceAccountSecretValidityInHours: 720 };
  const run = harness.run();
  const secrets = run.of(serviceAccountSecret);
  const inputs = { orgId: acme, clientId: plainAccounts[0], expiresAfterHours: 600 };
  const secret = await created(secrets, inputs);
  await secrets.diff(secret.id, secret.outs, inputs);
  const one = run.of(organizationSettings);
  const { id, outs } = await created(one, settings);
  const lower = { ...settings, maxServiceAccountSecretValidityInHours: 100 };
  await expect(one.update(id, outs, lower)).rejects.toThrow(
    `maxServiceAccountSecretValidityInHours: 100 is below the validity of secrets that this stack manages: one of service account ${plainAccounts[0]} (600 hours)`,
  );
  await one.update(id, outs, { ...settings, maxServiceAccountSecretValidityInHours: 600 });
});
