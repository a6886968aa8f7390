import type { Properties } from "../../provider/core/definition";
import { serviceAccount } from "../../provider/resources/service-account/resource";
import { acme, blog, plainAccounts, shop } from "../../testing/emulator/seed";
import { created, ResourceHarness } from "../../testing/resources/harness";

const inputs = { orgId: acme, name: "ci", description: "Deploys", roles: ["ORG_READ_ONLY"] };
const withSecret = { ...inputs, name: "with a secret", initialSecret: { expiresAfterHours: 720 } };
const post = "createOrgServiceAccount";

let harness: ResourceHarness;
beforeEach(async () => {
  harness = await ResourceHarness.start();
});
afterEach(() => harness.close());

const provider = () => harness.process(serviceAccount);
const accountOf = (outs: Properties | undefined) =>
  harness.emulator.store.serviceAccount(`${outs?.clientId}`);
const named = (name: string) =>
  harness.emulator.store
    .state()
    .organizations[0]?.serviceAccounts?.filter((account) => account.name === name) ?? [];
const answered = (operationId: string) =>
  harness.emulator.requests
    .filter((request) => request.operationId === operationId && request.auth !== "none")
    .map(({ status }) => status);
const message = (work: Promise<unknown>) =>
  work.then(
    () => "no error",
    (error: Error) => error.message,
  );

describe("an account without an initial secret", () => {
  test("loses its first secret at once where Atlas makes none without", async () => {
    const { outs } = await created(provider(), inputs);
    expect(answered(post)).toEqual([400, 201]);
    expect(answered("deleteOrgServiceAccountSecret")).toEqual([204]);
    expect([accountOf(outs)?.secrets, outs?.clientSecret, outs?.secretId]).toEqual([
      [],
      undefined,
      undefined,
    ]);
  });

  test("is asked for once in a run: the second account is made with a secret at once", async () => {
    const one = provider();
    await created(one, inputs);
    await created(one, { ...inputs, name: "other" });
    expect(answered(post)).toEqual([400, 201, 201]);
  });

  test("is made in one request where Atlas allows it", async () => {
    await harness.close();
    harness = await ResourceHarness.start("atlas", undefined, undefined, { withoutInitialSecret: "accept" });
    const { outs } = await created(provider(), inputs);
    expect([answered(post), accountOf(outs)?.secrets]).toEqual([[201], []]);
  });

  test("warns of a first secret that could not be deleted, and is in the state all the same", async () => {
    harness.emulator.fail("deleteOrgServiceAccountSecret", { kind: "status", status: 500 });
    const one = provider();
    const { outs } = await created(one, inputs);
    const [secret] = accountOf(outs)?.secrets ?? [];
    expect(one.messages).toContainEqual(
      expect.stringMatching(
        new RegExp(`did not ask for, ${secret?.id}, which could not be deleted .*it expires`),
      ),
    );
  });
});

describe("an initial secret", () => {
  test("is in the state with its id, expiry and fingerprint", async () => {
    const { outs } = await created(provider(), withSecret);
    const [secret] = accountOf(outs)?.secrets ?? [];
    expect(outs).toMatchObject({ clientSecret: secret?.secret, secretId: secret?.id });
    expect(`${outs?.secretExpiresAt}`.slice(0, 19)).toBe(`${secret?.expiresAt}`.slice(0, 19));
    expect(outs?.clientSecretFingerprint).toMatch(/^[0-9a-f]{16}$/);
  });

  test("that was deleted in Atlas leaves the account in the state without an expiry", async () => {
    const { id, outs } = await created(provider(), withSecret);
    harness.emulator.store.edit(({ organizations: [organization] }) => {
      for (const account of organization?.serviceAccounts ?? [])
        if (account.clientId === outs?.clientId)
          Object.assign(account, { secrets: [], clientSecret: undefined });
    });
    const { props } = await provider().read(id, outs);
    expect([props?.secretExpiresAt, props?.secretId]).toEqual([undefined, outs?.secretId]);
  });

  test("whose sink fails takes the account with it", async () => {
    const clientSecretSink = { command: ["sh", "-c", "cat >/dev/null; exit 1"] };
    const error = await message(
      created(provider(), { ...withSecret, storeClientSecret: false, clientSecretSink }),
    );
    expect(error).toMatch(/The new account was deleted again; fix the sink and run it again$/);
    expect(named("with a secret")).toEqual([]);
  });
});

describe("a create", () => {
  test("after a lost response names the account that was made, and makes no other", async () => {
    harness.emulator.fail(post, { kind: "reset-after-commit", times: 1 });
    const error = await message(created(provider(), withSecret));
    const [account] = named("with a secret");
    expect(error).toContain(
      `A service account was probably created all the same, and nobody has its secret: ${account?.clientId}, created`,
    );
    expect(answered(post)).toHaveLength(1);
  });

  test("beside an account of the same name warns, or refuses before any change", async () => {
    const one = provider();
    const same = { ...inputs, name: "plain 1" };
    await expect(created(provider(), { ...same, duplicates: "refuse" })).rejects.toThrow(
      new RegExp(`an account of this name already exists: ${plainAccounts[0]}, created .*Delete it in Atlas`),
    );
    expect(answered(post)).toEqual([]);
    await created(one, same);
    expect(one.messages).toContainEqual(expect.stringContaining(`already exists: ${plainAccounts[0]}`));
  });

  test("whose access list fails has the account with its secret in the state", async () => {
    harness.emulator.fail("createOrgServiceAccountAccessList", { kind: "status", status: 500 });
    const error = await created(provider(), { ...withSecret, accessList: ["192.0.2.1"] }).catch(
      (thrown: { id: string; properties: Properties; message: string }) => thrown,
    );
    expect(error).toMatchObject({
      id: expect.stringMatching(/\/mdb_sa_id_/),
      properties: { accessList: [], clientSecret: expect.stringMatching(/^mdb_sa_sk_/) },
    });
  });
});

describe("the project roles and the access list of an account", () => {
  const complete = {
    ...inputs,
    projectRoles: { [shop]: ["GROUP_READ_ONLY"], [blog]: ["GROUP_READ_ONLY"] },
    accessList: ["192.0.2.1"],
  };

  test("change by one request for each project that differs: grants first, removals last", async () => {
    const { id, outs } = await created(provider(), complete);
    harness.emulator.clearRequests();
    const projectRoles = { [shop]: ["GROUP_OWNER"] };
    await provider().update(id, outs, { ...complete, projectRoles });
    const writes = harness.emulator.requests.filter(
      ({ method, auth }) => method !== "GET" && auth !== "none",
    );
    expect(writes.map(({ operationId }) => operationId)).toEqual([
      "updateGroupServiceAccount",
      "deleteGroupServiceAccount",
    ]);
    expect(accountOf(outs)?.roles).toEqual(["ORG_READ_ONLY", { groupId: shop, roleName: "GROUP_OWNER" }]);
  });

  test("are repaired after a lost response without a second assignment", async () => {
    harness.emulator.fail("inviteGroupServiceAccount", { kind: "reset-after-commit", times: 1 });
    const { outs } = await created(provider(), complete);
    expect(answered("inviteGroupServiceAccount")).toHaveLength(2);
    expect(accountOf(outs)?.roles).toHaveLength(3);
  });
});

test("use of an account, its secrets and its entries is no difference", async () => {
  const { id, outs, inputs: news } = await created(provider(), { ...withSecret, accessList: ["192.0.2.1"] });
  harness.emulator.store.edit(({ organizations: [organization] }) => {
    for (const account of organization?.serviceAccounts ?? []) {
      for (const secret of account.secrets ?? [])
        Object.assign(secret, { lastUsedAt: "2026-11-01T00:00:00Z" });
      if (account.clientId === outs?.clientId) {
        const used = { address: "192.0.2.1", count: 9, lastUsed: "2026-11-01T00:00:00Z" };
        Object.assign(account, { accessList: [used] });
      }
    }
  });
  const read = await provider().read(id, outs);
  expect(read.props).toEqual(outs);
  expect(await provider().diff(id, read.props, news)).toMatchObject({ changes: false });
});

test("adopting an account changes only what differs, and a destroy leaves it", async () => {
  const adopt = { clientId: plainAccounts[0] };
  const wanted = { ...inputs, name: "plain 1", description: "adopted", adopt };
  const one = provider();
  const { id, outs } = await created(one, wanted);
  expect(one.messages).toContainEqual(
    expect.stringContaining('its description changes from "plain" to "adopted"'),
  );
  expect(accountOf(outs)).toMatchObject({ name: "plain 1", description: "adopted" });
  const two = provider();
  await two.delete(id, outs);
  expect(two.messages).toEqual([expect.stringContaining("was adopted, so it stays in organization")]);
  expect(accountOf(outs)).toBeDefined();
});

test("a preview warns of hours above the organization's maximum as a failed check", async () => {
  harness.emulator.store.edit(({ organizations: [organization] }) => {
    Object.assign(organization ?? {}, { settings: { maxServiceAccountSecretValidityInHours: 100 } });
  });
  const declared = { ...withSecret, __declaredAs: { urn: "urn::account", isPreview: true } };
  const { failures = [] } = await provider().check({}, declared);
  expect(failures.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/^initialSecret\.expiresAfterHours: is 720, and the organization's .* is 100/),
  ]);
});
