import type { Properties } from "../../provider/core/definition";
import { serviceAccountSecret } from "../../provider/resources/service-account-secret/resource";
import { acme, plainAccounts } from "../../testing/emulator/seed";
import { created, ResourceHarness } from "../../testing/resources/harness";

const clientId = plainAccounts[0];
const inputs = { orgId: acme, clientId, expiresAfterHours: 720 };
const post = "createOrgServiceAccountSecret";
const dayMs = 24 * 3_600_000;

let harness: ResourceHarness;
beforeEach(async () => {
  harness = await ResourceHarness.start();
});
afterEach(() => harness.close());

const provider = () => harness.process(serviceAccountSecret);
const secretsOf = () => harness.emulator.store.serviceAccount(clientId)?.secrets ?? [];
const count = (operationId: string) =>
  harness.emulator.requests.filter(
    (request) => request.operationId === operationId && request.auth !== "none",
  ).length;

/** Somebody gives the account secrets, which expire after so many days. */
function given(...days: number[]): string[] {
  const ids = days.map((_, at) => `5f00000000000000000000e${at}`);
  harness.emulator.store.edit(({ organizations: [organization] }) => {
    const account = organization?.serviceAccounts?.find((each) => each.clientId === clientId);
    const secrets = days.map((day, at) => ({
      id: ids[at] as string,
      secret: `mdb_sa_sk_${`${at}`.repeat(40)}`,
      createdAt: new Date(Date.now() - 30 * dayMs).toISOString(),
      expiresAt: new Date(Date.now() + day * dayMs).toISOString(),
    }));
    if (account) Object.assign(account, { secrets, clientSecret: undefined });
  });
  return ids;
}

const stateOf = (secretId: string, more: Properties = {}) => ({
  ...inputs,
  secretId,
  createdAt: "2026-01-01T00:00:00Z",
  expiresAt: "2100-01-01T00:00:00Z",
  ...more,
});

/** A check in a preview, as the class in the program sends it. */
const previewed = (by: ReturnType<typeof provider>, urn: string, news: Properties = inputs) =>
  by.check({}, { ...news, __declaredAs: { urn, isPreview: true } });

const reasons = async (checked: ReturnType<ReturnType<typeof provider>["check"]>) =>
  ((await checked).failures ?? []).map(({ reason }) => reason);

describe("making a secret", () => {
  test("stores its value, its fingerprint and its times", async () => {
    const { id, outs } = await created(provider(), inputs);
    const [secret] = secretsOf();
    expect(id).toBe(`${acme}/${clientId}/${secret?.id}`);
    expect(outs).toMatchObject({ secretId: secret?.id, clientSecret: secret?.secret });
    expect(Date.parse(`${outs?.expiresAt}`) - Date.parse(`${outs?.createdAt}`)).toBe(720 * 3_600_000);
    expect(outs?.clientSecretFingerprint).toMatch(/^[0-9a-f]{16}$/);
  });

  test("two of one account are made one after the other, never at the same time", async () => {
    harness.emulator.fail(post, { kind: "delay", ms: 80 });
    const one = provider();
    const all = await Promise.all([created(one, inputs), created(one, inputs)]);
    expect(new Set(all.map(({ id }) => id)).size).toBe(2);
    expect(harness.emulator.requests.filter(({ status }) => status === 409)).toEqual([]);
    expect(secretsOf()).toHaveLength(2);
  });

  test("is repeated while another client works on the account", async () => {
    harness.emulator.fail(post, {
      kind: "status",
      status: 409,
      errorCode: "DATA_CONCURRENCY_ERROR",
      times: 3,
    });
    await created(provider(), inputs);
    expect([count(post), secretsOf().length]).toEqual([4, 1]);
  });

  test("after a lost response the error names the secret that was made, and none is made again", async () => {
    harness.emulator.fail(post, { kind: "reset-after-commit", times: 1 });
    const error = await created(provider(), inputs).catch((thrown: Error) => thrown.message);
    const [secret] = secretsOf();
    expect(error).toContain(
      `A secret was probably created all the same, and nobody has its value: ${secret?.id} (created `,
    );
    expect(error).not.toContain(secret?.secret);
    expect([count(post), secretsOf().length]).toEqual([1, 1]);
  });

  test("warns of a secret that no resource manages, which an interrupted run may have left behind", async () => {
    const [orphan] = given(20);
    const one = provider();
    await created(one, inputs);
    expect(one.messages).toEqual([expect.stringContaining(`the account has another secret: ${orphan} (`)]);
  });

  test("is refused for an account with two secrets: both are named, and nothing is sent", async () => {
    const ids = given(20, 30);
    const error = await created(provider(), inputs).catch((thrown: Error) => thrown.message);
    expect(error).toMatch(
      /^Create secret of service account \S+ in organization \S+: the account has its 2 /,
    );
    for (const id of ids) expect(error).toContain(id);
    expect([count(post), secretsOf().length]).toEqual([0, 2]);
  });

  test("first deletes an expired secret that the stack manages", async () => {
    const [alive = "", expired = ""] = given(20, -1);
    const one = provider();
    await one.diff(`${acme}/${clientId}/${expired}`, stateOf(expired), inputs);
    const { outs } = await created(one, inputs);
    expect(secretsOf().map(({ id }) => id)).toEqual([alive, outs?.secretId]);
    expect(one.messages).toContainEqual(expect.stringContaining(`Secret ${expired} of`));
  });

  test("does not delete an expired secret that another stack may manage", async () => {
    const ids = given(20, -1);
    await expect(created(provider(), inputs)).rejects.toThrow(/the account has its 2 secrets already/);
    expect(secretsOf().map(({ id }) => id)).toEqual(ids);
  });

  test("a missing account is named", async () => {
    const missing = { ...inputs, clientId: "mdb_sa_id_5f00000000000000000000ff" };
    await expect(created(provider(), missing)).rejects.toThrow(
      /there is no such service account\. Check clientId/,
    );
    expect(count(post)).toBe(0);
  });
});

describe("the preview of a new secret", () => {
  test("says which other secrets end when, and whether the stack manages them", async () => {
    const [long = "", short = ""] = given(20, 3);
    harness.emulator.store.edit(({ organizations: [organization] }) => {
      const account = organization?.serviceAccounts?.find((each) => each.clientId === clientId);
      if (account) Object.assign(account, { secrets: account.secrets?.filter(({ id }) => id === long) });
    });
    const one = provider();
    await one.diff(`${acme}/${clientId}/${long}`, stateOf(long), inputs);
    expect(await reasons(previewed(one, "urn::new"))).toEqual([]);
    const inSevenDays = new Date(Date.now() + 7 * dayMs).toISOString().slice(0, 10);
    expect(one.messages).toContainEqual(
      expect.stringMatching(
        new RegExp(
          `secret ${long} \\(created .*, managed by this stack\\) ends about ${inSevenDays} .* instead`,
        ),
      ),
    );
    expect(one.messages.join()).not.toContain(short);
  });

  test("is silent for an account without a secret", async () => {
    const one = provider();
    expect(await reasons(previewed(one, "urn::new"))).toEqual([]);
    expect(one.messages).toEqual([]);
  });

  test("a third secret is a failed check that names both others", async () => {
    const [first, second] = given(20, 30);
    const [reason] = await reasons(previewed(provider(), "urn::new"));
    expect(reason).toMatch(
      new RegExp(`^clientId: the account has its 2 secrets already.*${first}.*${second}`),
    );
    expect(reason).toMatch(/Delete the one that nothing uses/);
  });

  test("the third new secret of one program is a failed check", async () => {
    const one = provider();
    const hours = (expiresAfterHours: number) => ({ ...inputs, expiresAfterHours });
    expect(await reasons(previewed(one, "urn::one", hours(24)))).toEqual([]);
    expect(await reasons(previewed(one, "urn::two", hours(48)))).toEqual([]);
    expect(await reasons(previewed(one, "urn::three", hours(72)))).toEqual([
      expect.stringMatching(/^clientId: the program makes 3 secrets of one account/),
    ]);
  });

  test("hours above the organization's maximum are a failed check that shows it", async () => {
    harness.emulator.store.edit(({ organizations: [organization] }) => {
      Object.assign(organization ?? {}, { settings: { maxServiceAccountSecretValidityInHours: 100 } });
    });
    expect(await reasons(previewed(provider(), "urn::new"))).toEqual([
      expect.stringMatching(
        /^expiresAfterHours: is 720, and the organization's maxServiceAccountSecretValidityInHours is 100: use at most 100 hours/,
      ),
    ]);
  });

  test("the maximum is read once for all secrets, and nothing is said where it cannot be read", async () => {
    harness.emulator.fail("getOrgSettings", {
      kind: "status",
      status: 401,
      errorCode: "USER_UNAUTHORIZED",
    });
    const one = provider();
    expect(await reasons(previewed(one, "urn::one"))).toEqual([]);
    expect(await reasons(previewed(one, "urn::two", { ...inputs, clientId: plainAccounts[1] }))).toEqual([]);
    expect([count("getOrgSettings"), count("listOrgServiceAccounts")]).toEqual([1, 1]);
    expect(one.messages).toEqual([]);
  });
});

describe("a secret in the state", () => {
  test("that expires soon is a warning, shown once in a run", async () => {
    const one = provider();
    const soon = { expiresAt: new Date(Date.now() + 3 * dayMs).toISOString() };
    const state = stateOf("5f00000000000000000000e0", soon);
    await one.diff(`${acme}/${clientId}/${state.secretId}`, state, inputs);
    await one.diff(`${acme}/${clientId}/${state.secretId}`, state, inputs);
    expect(one.messages).toEqual([
      expect.stringMatching(/^warning: Secret 5f\S+ of .*: it expires .*, in [23] days\./),
    ]);
    expect(harness.emulator.requests).toEqual([]);
  });

  test.each([
    [{ warnBeforeExpiryHours: 24 }, 0],
    [{ warnBeforeExpiryHours: 0 }, 0],
    [{ warnBeforeExpiryHours: 100 }, 1],
  ])("with %j, one that expires in 3 days leads to %i warnings", async (more, warnings) => {
    const one = provider();
    const soon = { expiresAt: new Date(Date.now() + 3 * dayMs).toISOString(), ...more };
    const state = stateOf("5f00000000000000000000e0", soon);
    await one.diff(`${acme}/${clientId}/${state.secretId}`, state, { ...inputs, ...more });
    expect(one.messages).toHaveLength(warnings);
  });

  test("that has expired is drift that says so, and is replaced", async () => {
    const { id, outs, inputs: news } = await created(provider(), inputs);
    harness.emulator.store.edit(({ organizations: [organization] }) => {
      const account = organization?.serviceAccounts?.find((each) => each.clientId === clientId);
      for (const secret of account?.secrets ?? [])
        Object.assign(secret, { expiresAt: "2026-01-02T00:00:00Z" });
    });
    const one = provider();
    const read = await one.read(id, outs);
    expect(read.inputs).toMatchObject({ expiresAfterHours: 0 });
    expect(one.messages).toEqual([
      expect.stringMatching(/it expired 2026-01-02 00:00 UTC, and nothing can use it/),
    ]);
    // The first diff after a read belongs to the refresh.
    await one.diff(id, read.props, news);
    expect(await one.diff(id, read.props, news)).toMatchObject({ replaces: ["expiresAfterHours"] });
  });

  test("use of it is no difference", async () => {
    const { id, outs, inputs: news } = await created(provider(), inputs);
    harness.emulator.store.edit(({ organizations: [organization] }) => {
      const account = organization?.serviceAccounts?.find((each) => each.clientId === clientId);
      for (const secret of account?.secrets ?? [])
        Object.assign(secret, { lastUsedAt: "2026-11-01T00:00:00Z" });
    });
    const one = provider();
    const read = await one.read(id, outs);
    expect(read.props).toEqual(outs);
    expect(await one.diff(id, read.props, news)).toMatchObject({ changes: false });
  });

  test("that is new and not visible yet is an error, and is never called deleted", async () => {
    const { id, outs } = await created(provider(), inputs);
    harness.emulator.store.edit(({ organizations: [organization] }) => {
      const account = organization?.serviceAccounts?.find((each) => each.clientId === clientId);
      if (account) Object.assign(account, { secrets: [], clientSecret: undefined });
    });
    const recent = { ...outs, createdAt: new Date().toISOString() };
    await expect(provider().read(id, recent)).rejects.toThrow(/too recently to call it deleted/);
    expect(await provider().read(id, outs)).toEqual({ id: "", props: {} });
  });
});

describe("a sink", () => {
  const outside = (script: string) => ({
    ...inputs,
    storeClientSecret: false,
    clientSecretSink: { command: ["sh", "-c", script] },
  });

  test("gets a new client secret, which is not in the state", async () => {
    const wanted = outside(
      `cat >/dev/null; test -n "$ATLAS_ACCESS_CLIENT_ID" -a -n "$ATLAS_ACCESS_SECRET_ID"`,
    );
    const { outs } = await created(provider(), wanted);
    const secret = `${secretsOf()[0]?.secret}`;
    expect(JSON.stringify(outs)).not.toContain(secret);
    expect(outs?.clientSecretFingerprint).toMatch(/^[0-9a-f]{16}$/);
  });

  test("that fails has the secret deleted again", async () => {
    const error = await created(provider(), outside("cat >/dev/null; exit 3")).catch(
      (thrown: Error) => thrown.message,
    );
    expect(error).toMatch(/the command of clientSecretSink, "sh", ended with exit code 3/);
    expect(error).toMatch(/The new secret was deleted again; fix the sink and run it again/);
    expect(secretsOf()).toEqual([]);
  });

  test("gets the secret of the state, which then leaves the state and cannot come back", async () => {
    const { id, outs = {} } = await created(provider(), inputs);
    const news = outside("cat >/dev/null");
    const { outs: after = {} } = await provider().update(id, outs, news);
    expect(after.clientSecret).toBeUndefined();
    expect(after.clientSecretFingerprint).toBe(outs.clientSecretFingerprint);
    await expect(provider().diff(id, after, inputs)).rejects.toThrow(/storeClientSecret cannot become true/);
  });
});

test("an adopted secret stays when its resource is destroyed, unless deleteOnDestroy was applied", async () => {
  const [secretId = ""] = given(20);
  const { id, outs } = await created(provider(), { ...inputs, adopt: { secretId } });
  expect(outs).toMatchObject({ secretId, adopted: true });
  expect(count(post)).toBe(0);
  const one = provider();
  await one.delete(id, outs);
  expect(one.messages).toEqual([expect.stringContaining("it was adopted, so it stays in Atlas")]);
  await provider().delete(id, { ...outs, deleteOnDestroy: true });
  expect(secretsOf()).toEqual([]);
});
