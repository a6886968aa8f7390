import { rotatingServiceAccountSecret } from "../../provider/resources/rotating-service-account-secret/resource";
import { sendOAuth } from "../../testing/emulator/raw-client";
import { acme } from "../../testing/emulator/seed";
import { RotationHarness, type RotationStack } from "../../testing/resources/rotation-harness";

let harness: RotationHarness;
beforeEach(async () => {
  harness = await RotationHarness.start(rotatingServiceAccountSecret);
});
afterEach(() => harness.close());

const clientId = "mdb_sa_id_5f00000000000000000000c2";
const inputs = { orgId: acme, clientId, expiresAfterHours: 720, rotateEveryDays: 7, overlapHours: 48 };
const account = () => {
  const all = harness.emulator.store
    .state()
    .organizations.flatMap(({ serviceAccounts = [] }) => serviceAccounts);
  return all.find((each) => each.clientId === clientId);
};
const ids = () => (account()?.secrets ?? []).map(({ id }) => id);
const signsIn = async (secret: unknown) => {
  const { status } = await sendOAuth(
    harness.emulator.url,
    "token",
    clientId,
    String(secret),
    "grant_type=client_credentials",
  );
  return status === 200;
};

/** A rotation that has just made its second secret. */
async function rotated(): Promise<RotationStack> {
  const first = await harness.create(inputs);
  harness.pass({ days: 7 });
  return harness.up(first);
}

test("a rotation makes the next secret, and both sign in until the overlap is over", async () => {
  const first = await harness.create(inputs);
  expect(first.outs).toMatchObject({
    nextRotation: "2026-12-08T03:00:00Z",
    currentExpiresAt: "2026-12-31T03:00:00Z",
  });
  harness.pass({ days: 6, hours: 23 });
  expect(await harness.preview(first)).toEqual({ changes: false, messages: [] });
  harness.pass({ hours: 1 });
  const { changes, messages } = await harness.preview(first);
  expect(changes).toBe(true);
  expect(messages.join()).toMatch(
    /a rotation is due since 2026-12-08T03:00:00Z: the update makes a secret that is valid for 720 hours, .* secret [0-9a-f]{24} becomes the previous one and stays valid for 48 hours/,
  );
  expect((await harness.refresh(first)).drift).toBe(false);

  const second = await harness.up(first);
  expect(second.outs).toMatchObject({
    previousSecretId: first.outs.currentSecretId,
    previousClientSecret: first.outs.currentClientSecret,
    previousValidUntil: "2026-12-10T03:00:00Z",
    nextRotation: "2026-12-15T03:00:00Z",
  });
  expect(await signsIn(first.outs.currentClientSecret)).toBe(true);
  expect(await signsIn(second.outs.currentClientSecret)).toBe(true);

  harness.pass({ hours: 48 });
  const third = await harness.up(second);
  expect(third.outs).not.toHaveProperty("previousSecretId");
  expect(ids()).toEqual([second.outs.currentSecretId]);
  expect(await harness.preview(third)).toEqual({ changes: false, messages: [] });
});

test("the previous secret is valid for seven days at most, since Atlas ends it then", async () => {
  const first = await harness.create({ ...inputs, rotateEveryDays: 10, overlapHours: 168 });
  harness.pass({ days: 10 });
  const { outs } = await harness.up(first);
  expect(outs.previousValidUntil).toBe("2026-12-18T03:00:00Z");
  expect(account()?.secrets?.find(({ id }) => id === first.outs.currentSecretId)?.expiresAt).toContain(
    "2026-12-18T03:00:00",
  );
});

test("after missed runs one run removes the previous secret and makes the next one", async () => {
  const stack = await rotated();
  harness.pass({ days: 20 });
  const { outs } = await harness.up(stack);
  expect(ids().sort()).toEqual([outs.previousSecretId, outs.currentSecretId].map(String).sort());
  expect(outs.previousSecretId).toBe(stack.outs.currentSecretId);
});

test("changed keepers rotate at once", async () => {
  const stack = await harness.create(inputs);
  const { outs } = await harness.up(stack, { ...inputs, keepers: { reason: "left" } });
  expect(outs.previousSecretId).toBe(stack.outs.currentSecretId);
});

describe("a secret that an interrupted run left", () => {
  /** A run whose state was lost: Atlas has its secret, the state does not. */
  async function interrupted() {
    const stack = await harness.create(inputs);
    harness.pass({ days: 7 });
    const lost = await harness.up(stack);
    return { stack, lost };
  }

  test("is deleted by the first run after 90 minutes, and another one is made", async () => {
    const { stack, lost } = await interrupted();
    const soon = await harness.up(stack);
    expect(soon.messages.join()).toContain(
      `another run made secret ${lost.outs.currentSecretId} a short time ago`,
    );
    expect(soon.outs.currentSecretId).toBe(stack.outs.currentSecretId);
    harness.pass({ days: 1 });
    const { outs, messages } = await harness.up(stack);
    expect(messages.join()).toContain(`deleted secret ${lost.outs.currentSecretId}`);
    expect(outs.previousSecretId).toBe(stack.outs.currentSecretId);
    expect(ids()).toHaveLength(2);
  });

  test("is left alone when something uses it, and the error names both secrets", async () => {
    const { stack, lost } = await interrupted();
    await signsIn(lost.outs.currentClientSecret);
    harness.pass({ days: 1 });
    const said = await harness.up(stack).then(
      () => "",
      (error: Error) => error.message,
    );
    for (const id of ids()) expect(said).toContain(String(id));
    expect(ids()).toContain(lost.outs.currentSecretId);
  });

  test("is left alone when its lifetime is another one", async () => {
    const { stack, lost } = await interrupted();
    harness.pass({ days: 1 });
    const said = await harness.up(stack, { ...inputs, expiresAfterHours: 721 }).then(
      () => "",
      (error: Error) => error.message,
    );
    expect(said).toContain(String(lost.outs.currentSecretId));
    expect(ids()).toContain(lost.outs.currentSecretId);
  });
});

test("two runs at the same time make one successor", async () => {
  const stack = await harness.create(inputs);
  harness.pass({ days: 7 });
  const runs = await Promise.allSettled([harness.up(stack), harness.up(stack)]);
  expect(ids()).toHaveLength(2);
  const made = runs.filter(
    (run) => run.status === "fulfilled" && run.value.outs.currentSecretId !== stack.outs.currentSecretId,
  );
  expect(made).toHaveLength(1);
});

test("a clock that is ahead rotates nothing and removes nothing early", async () => {
  const stack = await rotated();
  const { outs } = await harness.up(stack, inputs, { aheadMs: 30 * 86_400_000 });
  expect(outs).toEqual(stack.outs);
  expect(ids()).toHaveLength(2);
});

test("an expired current secret is drift, and the next up makes another one", async () => {
  const stack = await harness.create(inputs);
  harness.pass({ days: 31 });
  const { drift, stack: found } = await harness.refresh(stack);
  expect([drift, found.outs.findings]).toEqual([true, ["current secret expired"]]);
  const { outs } = await harness.up(found);
  expect(outs).not.toHaveProperty("findings");
  expect(ids()).toEqual([outs.currentSecretId]);
});

test("a secret of something else shortens the current one, which is a warning after a refresh", async () => {
  const stack = await harness.create({ ...inputs, rotateEveryDays: 20 });
  harness.edit(({ organizations }) => {
    const found = organizations
      .flatMap(({ serviceAccounts = [] }) => serviceAccounts)
      .find((each) => each.clientId === clientId);
    for (const secret of found?.secrets ?? []) secret.expiresAt = "2026-12-08T03:00:00Z";
  });
  const { messages } = await harness.refresh(stack);
  expect(messages.join()).toContain(
    "expires at 2026-12-08T03:00:00Z, before its rotation at 2026-12-21T03:00:00Z",
  );
});

test("a sink that fails leaves the old secret current, and each new secret is handed to it", async () => {
  const sunk = {
    ...inputs,
    storeClientSecret: false,
    clientSecretSink: { command: ["sh", "-c", "cat > /dev/null"] },
  };
  const stack = await harness.create(sunk);
  expect(stack.outs).not.toHaveProperty("currentClientSecret");
  harness.pass({ days: 7 });
  const failing = { ...sunk, clientSecretSink: { command: ["sh", "-c", "exit 1"] } };
  const said = await harness.up(stack, failing).then(
    () => "",
    (error: Error) => error.message,
  );
  expect(said).toContain("The new secret was deleted again");
  expect(ids()).toEqual([stack.outs.currentSecretId]);
  const { outs } = await harness.up(stack, sunk);
  expect(outs.previousSecretId).toBe(stack.outs.currentSecretId);
});

test("destroying the resource deletes both secrets", async () => {
  const { id, outs } = await rotated();
  await harness.process().delete(id, outs);
  expect(ids()).toEqual([]);
});
