import { rotatingOrgApiKey } from "../../provider/resources/rotating-org-api-key/resource";
import { acme, blog, callers, shop } from "../../testing/emulator/seed";
import { keyOf } from "../../testing/resources/harness";
import { RotationHarness, type RotationStack } from "../../testing/resources/rotation-harness";

let harness: RotationHarness;
beforeEach(async () => {
  harness = await RotationHarness.start(rotatingOrgApiKey);
});
afterEach(() => harness.close());

const inputs = {
  orgId: acme,
  description: "ci",
  roles: ["ORG_READ_ONLY"],
  projectRoles: { [shop]: ["GROUP_READ_ONLY"] },
  accessList: ["192.0.2.17"],
  rotateEveryDays: 7,
  overlapHours: 48,
};
const ids = () => harness.keys("[rotation").map(({ id }) => id);
const marker = (stack: RotationStack, number: number) => `ci [rotation ${stack.outs.rotationId} #${number}]`;
const writes = () =>
  harness.emulator.requests.filter(({ method }) => method !== "GET").map(({ operationId }) => operationId);
const messageOf = (work: Promise<unknown>) =>
  work.then(
    () => "",
    (error: Error) => error.message,
  );

/** A rotation that has just made its second key. */
async function rotated(): Promise<RotationStack> {
  const first = await harness.create(inputs);
  harness.pass({ days: 7 });
  return harness.up(first);
}

test("the first key has the marker of its rotation, and the next rotation is due after the period", async () => {
  const { id, outs } = await harness.create(inputs);
  expect(id).toBe(`${acme}/${outs.rotationId}`);
  expect(harness.keys("ci [")).toMatchObject([
    {
      id: outs.currentApiKeyId,
      desc: `ci [rotation ${outs.rotationId} #1]`,
      privateKey: outs.currentPrivateKey,
    },
  ]);
  expect(outs).toMatchObject({ currentNumber: 1, nextRotation: "2026-12-08T03:00:00Z" });
  expect(outs).not.toHaveProperty("previousApiKeyId");
});

test("before the due time a preview is silent, at the due time it tells what is made and what ends", async () => {
  const stack = await harness.create(inputs);
  harness.pass({ days: 6, hours: 23 });
  expect(await harness.preview(stack)).toEqual({ changes: false, messages: [] });
  harness.pass({ hours: 1 });
  const { changes, messages } = await harness.preview(stack);
  expect(changes).toBe(true);
  expect(messages).toEqual([
    expect.stringMatching(
      new RegExp(
        `^warning: .*a rotation is due since 2026-12-08T03:00:00Z: the update makes key #2 .*API key ${stack.outs.currentApiKeyId} .* becomes the previous one and stays valid for 48 hours, until about 2026-12-10T03:10:00Z$`,
      ),
    ),
  ]);
  expect(writes()).toEqual(["createOrgApiKey", "createOrgApiKeyAccessListEntry", "addGroupApiKey"]);
});

test("a due rotation is no drift, and a refresh rotates nothing", async () => {
  const stack = await harness.create(inputs);
  harness.pass({ days: 8 });
  const { drift, stack: refreshed } = await harness.refresh(stack);
  expect(drift).toBe(false);
  expect(refreshed.outs).toEqual(stack.outs);
  expect(ids()).toHaveLength(1);
});

test("a rotation makes a key with the same roles, project roles and access list, and keeps the old one", async () => {
  const first = await harness.create(inputs);
  harness.pass({ days: 7 });
  const { outs } = await harness.up(first);
  const [old, made] = harness.keys("[rotation");
  expect(old).toMatchObject({ id: first.outs.currentApiKeyId, desc: marker(first, 1) });
  expect(made).toMatchObject({
    id: outs.currentApiKeyId,
    desc: marker(first, 2),
    roles: expect.arrayContaining([
      { orgId: acme, roleName: "ORG_READ_ONLY" },
      { groupId: shop, roleName: "GROUP_READ_ONLY" },
    ]),
  });
  expect(JSON.stringify(made?.accessList)).toContain("192.0.2.17");
  expect(outs).toMatchObject({
    currentPrivateKey: made?.privateKey,
    currentNumber: 2,
    nextRotation: "2026-12-15T03:00:00Z",
    previousApiKeyId: old?.id,
    previousPrivateKey: old?.privateKey,
    previousValidUntil: "2026-12-10T03:00:00Z",
  });
});

test("the first run after the overlap removes the previous key, and says so before", async () => {
  const stack = await rotated();
  harness.pass({ hours: 47 });
  expect(await harness.preview(stack)).toEqual({ changes: false, messages: [] });
  harness.pass({ hours: 1 });
  const { messages } = await harness.preview(stack);
  expect(messages.join()).toContain(
    `the update removes the previous key, API key ${stack.outs.previousApiKeyId}`,
  );
  const { outs } = await harness.up(stack);
  expect(ids()).toEqual([stack.outs.currentApiKeyId]);
  expect(outs).not.toHaveProperty("previousApiKeyId");
  expect(outs).not.toHaveProperty("previousPrivateKey");
  expect(await harness.preview({ ...stack, outs })).toEqual({ changes: false, messages: [] });
});

test("after missed runs one run removes the previous key and makes the next one, and never are three alive", async () => {
  const stack = await rotated();
  harness.pass({ days: 30 });
  harness.emulator.clearRequests();
  const { outs } = await harness.up(stack);
  expect(writes().slice(0, 2)).toEqual(["deleteOrgApiKey", "createOrgApiKey"]);
  expect(ids()).toEqual([outs.previousApiKeyId, outs.currentApiKeyId]);
});

test("parts that the program does not manage are those of the current key", async () => {
  const { projectRoles: _, accessList: __, ...plain } = inputs;
  const first = await harness.create(plain);
  harness.edit(({ organizations }) => {
    const key = organizations[0]?.apiKeys?.find(({ id }) => id === first.outs.currentApiKeyId);
    key?.roles?.push({ groupId: blog, roleName: "GROUP_OWNER" });
    if (key !== undefined) key.accessList = ["198.51.100.0/24"];
  });
  harness.pass({ days: 7 });
  await harness.up(first);
  const [, made] = harness.keys("[rotation");
  expect(made?.roles).toContainEqual({ groupId: blog, roleName: "GROUP_OWNER" });
  expect(JSON.stringify(made?.accessList)).toContain("198.51.100.0/24");
});

describe("changed keepers", () => {
  test("rotate at the next run", async () => {
    const stack = await harness.create({ ...inputs, keepers: { image: "1" } });
    const changed = { ...inputs, keepers: { image: "2" } };
    expect((await harness.preview(stack, changed)).messages.join()).toContain(
      "keepers changed: the update makes key #2",
    );
    const { outs } = await harness.up(stack, changed);
    expect(outs).toMatchObject({ currentNumber: 2, previousApiKeyId: stack.outs.currentApiKeyId });
  });

  test("during an overlap wait for its end, silently", async () => {
    const stack = await rotated();
    const changed = { ...inputs, keepers: { image: "2" } };
    harness.pass({ hours: 1 });
    const waiting = await harness.up(stack, changed);
    expect(waiting.messages.join()).toContain(
      "the rotation is postponed until the overlap ends, at 2026-12-10T03:00:00Z",
    );
    expect(waiting.outs).toMatchObject({ currentNumber: 2, nextRotation: "2026-12-10T03:00:00Z" });
    expect(await harness.preview(waiting)).toEqual({ changes: false, messages: [] });
    harness.pass({ hours: 47 });
    const { outs } = await harness.up(waiting);
    expect(outs).toMatchObject({ currentNumber: 3, previousApiKeyId: stack.outs.currentApiKeyId });
    expect(ids()).toHaveLength(2);
  });
});

test("a shorter overlap ends the present one earlier", async () => {
  const stack = await rotated();
  harness.pass({ hours: 1 });
  const { outs } = await harness.up(stack, { ...inputs, overlapHours: 0 });
  expect(outs).not.toHaveProperty("previousApiKeyId");
  expect(ids()).toEqual([stack.outs.currentApiKeyId]);
});

test("a change of roles changes both keys", async () => {
  const stack = await rotated();
  const { outs } = await harness.up(stack, { ...inputs, roles: ["ORG_BILLING_READ_ONLY"] });
  for (const key of harness.keys("[rotation"))
    expect(key.roles).toContainEqual({ orgId: acme, roleName: "ORG_BILLING_READ_ONLY" });
  expect(outs).toMatchObject({
    currentApiKeyId: stack.outs.currentApiKeyId,
    nextRotation: stack.outs.nextRotation,
  });
});

describe("what a refresh finds", () => {
  test.each(["current", "previous"])("changed in the %s key is drift, which an up repairs", async (which) => {
    const stack = await rotated();
    harness.edit(({ organizations }) => {
      const key = organizations[0]?.apiKeys?.find(({ id }) => id === stack.outs[`${which}ApiKeyId`]);
      if (key !== undefined) key.accessList = ["203.0.113.9"];
    });
    const { drift, stack: found } = await harness.refresh(stack);
    expect(drift).toBe(true);
    expect(found.outs.accessList).toEqual(["203.0.113.9"]);
    const { outs } = await harness.up(found);
    for (const { accessList } of harness.keys("[rotation"))
      expect(JSON.stringify(accessList)).toMatch(/^[^,]*192\.0\.2\.17/);
    expect((await harness.refresh({ ...stack, outs })).drift).toBe(false);
  });

  test("a deleted previous key is drift, and the next up forgets it", async () => {
    const stack = await rotated();
    remove(stack.outs.previousApiKeyId);
    const { drift, stack: found } = await harness.refresh(stack);
    expect([drift, found.outs.findings]).toEqual([true, ["previous key missing"]]);
    const { outs } = await harness.up(found);
    expect(outs).not.toHaveProperty("previousApiKeyId");
    expect(outs).not.toHaveProperty("findings");
  });

  test("a deleted current key is drift, and the next up makes another one beside the previous", async () => {
    const stack = await rotated();
    remove(stack.outs.currentApiKeyId);
    const { drift, stack: found } = await harness.refresh(stack);
    expect(drift).toBe(true);
    const { outs } = await harness.up(found);
    expect(outs).toMatchObject({ currentNumber: 3, previousApiKeyId: stack.outs.previousApiKeyId });
    expect(ids()).toEqual([outs.previousApiKeyId, outs.currentApiKeyId]);
  });

  function remove(id: unknown): void {
    harness.edit(({ organizations }) => {
      for (const organization of organizations)
        organization.apiKeys = (organization.apiKeys ?? []).filter((key) => key.id !== id);
    });
  }
});

describe("a successor that cannot be completed", () => {
  test.each(["createOrgApiKeyAccessListEntry", "addGroupApiKey"])(
    "(%s fails) is deleted again, and the old key stays current",
    async (operation) => {
      const stack = await harness.create(inputs);
      harness.pass({ days: 7 });
      harness.emulator.fail(operation, { kind: "status", status: 400, errorCode: "INVALID_ATTRIBUTE" });
      expect(await messageOf(harness.up(stack))).toMatch(/400|INVALID_ATTRIBUTE/);
      expect(ids()).toEqual([stack.outs.currentApiKeyId]);
      harness.emulator.clearFaults();
      const { outs } = await harness.up(stack);
      expect(outs).toMatchObject({ currentNumber: 2, previousApiKeyId: stack.outs.currentApiKeyId });
    },
  );

  test("and not be deleted either is left with its marker, and a later run deletes it", async () => {
    const stack = await harness.create(inputs);
    harness.pass({ days: 7 });
    harness.emulator.fail("addGroupApiKey", { kind: "status", status: 400, errorCode: "INVALID_ATTRIBUTE" });
    harness.emulator.fail("deleteOrgApiKey", { kind: "status", status: 400, errorCode: "INVALID_ATTRIBUTE" });
    await messageOf(harness.up(stack));
    harness.emulator.clearFaults();
    const [, left] = ids();
    const soon = await harness.up(stack);
    expect(soon.outs).toMatchObject({ currentNumber: 1 });
    expect(soon.messages.join()).toContain(`API key ${left} `);
    expect(soon.messages.join()).toContain("deletes it and makes another one");
    harness.pass({ hours: 2 });
    const { outs, messages } = await harness.up(stack);
    expect(messages.join()).toContain(`deleted API key ${left}`);
    expect(ids()).toEqual([stack.outs.currentApiKeyId, outs.currentApiKeyId]);
  });

  test("never costs a key without the marker its life", async () => {
    const stack = await harness.create(inputs);
    harness.pass({ days: 7 });
    harness.edit(({ organizations }) => {
      organizations[0]?.apiKeys?.push({
        id: "5f00000000000000000000d7",
        publicKey: "lookalik",
        privateKey: "77777777-7777-4777-8777-777777777777",
        desc: "ci",
        roles: [{ orgId: acme, roleName: "ORG_READ_ONLY" }],
      });
    });
    await harness.up(stack);
    expect(harness.keys("ci").map(({ id }) => id)).toContain("5f00000000000000000000d7");
  });
});

test("two runs at the same time make one successor", async () => {
  const stack = await harness.create(inputs);
  harness.pass({ days: 7 });
  const runs = await Promise.all([harness.up(stack), harness.up(stack)]);
  expect(ids()).toHaveLength(2);
  const [, made] = ids();
  expect(runs.filter(({ outs }) => outs.currentApiKeyId === made)).toHaveLength(1);
  expect(runs.filter(({ outs }) => outs.currentApiKeyId === stack.outs.currentApiKeyId)).toHaveLength(1);
});

describe("a machine whose clock", () => {
  const day = 86_400_000;
  test("is ahead rotates nothing and removes nothing early", async () => {
    const stack = await rotated();
    for (const aheadMs of [3 * day, 30 * day]) {
      const { outs } = await harness.up(stack, inputs, { aheadMs });
      expect(outs).toEqual(stack.outs);
    }
    expect(ids()).toHaveLength(2);
  });

  test("is behind rotates late, once", async () => {
    const stack = await harness.create(inputs);
    harness.pass({ days: 8 });
    const late = await harness.up(stack, inputs, { aheadMs: -3 * day });
    expect(late.outs).toEqual(stack.outs);
    const now = await harness.up(late);
    expect(await harness.up(now, inputs, { aheadMs: -3 * day })).toMatchObject({ wasDue: false });
    expect(ids()).toHaveLength(2);
  });
});

test("the key that the run itself uses is never removed", async () => {
  const owner = { ...inputs, roles: ["ORG_OWNER"], projectRoles: {}, accessList: undefined };
  const first = await harness.create(owner);
  harness.pass({ days: 7 });
  const second = await harness.up(first);
  harness.pass({ days: 7 });
  const own = {
    publicKey: String(first.outs.currentPublicKey),
    privateKey: String(first.outs.currentPrivateKey),
  };
  const { outs, messages } = await harness.up(second, owner, { credentials: own });
  expect(messages.join()).toContain(
    "is the key that this provider uses, so it stays, and no next key is made",
  );
  expect(outs).toMatchObject({ previousApiKeyId: first.outs.currentApiKeyId, currentNumber: 2 });
  expect(ids()).toHaveLength(2);
  const later = await harness.up(second, owner, { credentials: keyOf(callers.owner) });
  expect(later.outs).toMatchObject({ currentNumber: 3 });
});

test("a previous key that lost its marker is not deleted: the error says so, and a refresh and an up put it back", async () => {
  const stack = await rotated();
  harness.edit(({ organizations }) => {
    const key = organizations[0]?.apiKeys?.find(({ id }) => id === stack.outs.previousApiKeyId);
    if (key !== undefined) key.desc = "ci";
  });
  harness.pass({ hours: 48 });
  expect(await messageOf(harness.up(stack))).toContain(
    "lacks the marker of this rotation, so it is not deleted",
  );
  expect(harness.keys("ci").map(({ id }) => id)).toContain(stack.outs.previousApiKeyId);
  const { drift, stack: found } = await harness.refresh(stack);
  expect(drift).toBe(true);
  await harness.up(found);
  expect(harness.keys("ci").map(({ id }) => id)).toEqual([stack.outs.currentApiKeyId]);
});

describe("with a sink", () => {
  const sunk = {
    ...inputs,
    storePrivateKey: false,
    privateKeySink: { command: ["sh", "-c", "cat > /dev/null"] },
  };

  test("that fails, the new key is deleted again and the old one stays current", async () => {
    const stack = await harness.create(sunk);
    harness.pass({ days: 7 });
    const failing = { ...sunk, privateKeySink: { command: ["sh", "-c", "exit 1"] } };
    expect(await messageOf(harness.up(stack, failing))).toContain("The new key was deleted again");
    expect(ids()).toEqual([stack.outs.currentApiKeyId]);
  });

  test("a run that was killed after the sink had the key is completed by the next one", async () => {
    const stack = await harness.create(sunk);
    harness.pass({ days: 7 });
    const lost = await harness.up(stack);
    harness.pass({ days: 1 });
    const { outs } = await harness.up(stack);
    expect(outs).toMatchObject({
      currentApiKeyId: lost.outs.currentApiKeyId,
      currentPrivateKeyFingerprint: lost.outs.currentPrivateKeyFingerprint,
      previousApiKeyId: stack.outs.currentApiKeyId,
    });
    expect(outs).not.toHaveProperty("currentPrivateKey");
  });
});

test("destroying the resource deletes both keys", async () => {
  const { id, outs } = await rotated();
  await harness.process().delete(id, outs);
  expect(ids()).toEqual([]);
});
