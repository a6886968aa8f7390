import type { Properties } from "../../provider/core/definition";
import { unknownValue } from "../../provider/host/sdk-internals";
import { orgApiKeyAccessList } from "../../provider/resources/org-api-key-access-list/resource";
import { acme, callers } from "../../testing/emulator/seed";
import { created, keyOf, ResourceHarness } from "../../testing/resources/harness";

const apiKeyId = "5f00000000000000000000b2";
const inputs = { orgId: acme, apiKeyId, entries: ["192.0.2.1", "198.51.100.0/24"] };
const own = { ...inputs, apiKeyId: callers.owner.id };
const id = `${acme}/${apiKeyId}`;

let harness: ResourceHarness;
beforeEach(async () => {
  harness = await ResourceHarness.start();
});
afterEach(() => harness.close());

const provider = (caller: { publicKey: string; privateKey: string } = callers.owner) =>
  harness.process(orgApiKeyAccessList, keyOf(caller));

/** The writing requests of a list, oldest first, with the last part of their paths. */
const writes = () =>
  harness.emulator.requests
    .filter(({ method, status, auth }) => method !== "GET" && (auth !== "none" || status !== 401))
    .map(({ method, path }) => `${method} ${path.split("/").at(-1)}`);

function keyOfSeed(keyId = apiKeyId) {
  const [organization] = harness.emulator.store.state().organizations;
  return organization?.apiKeys?.find((key) => key.id === keyId);
}

const entriesOf = (keyId?: string) =>
  (keyOfSeed(keyId)?.accessList ?? [])
    .map((entry) => (typeof entry === "string" ? entry : entry.address).replace(/(\.\d+)\/32$/, "$1"))
    .sort();

/** Gives the key these entries in Atlas. */
function given(entries: readonly string[], keyId = apiKeyId) {
  harness.change(({ organizations }) => {
    const key = organizations[0]?.apiKeys?.find((candidate) => candidate.id === keyId);
    if (key) key.accessList = [...entries];
  });
}

async function updated(state: Properties, news: Properties, by = provider()) {
  const checked = await by.check(inputs, news);
  expect(checked.failures).toEqual([]);
  await by.diff(id, state, checked.inputs);
  return by.update(id, state, checked.inputs);
}

test("adds all new entries in one request before it removes entries, and encodes blocks with %2F", async () => {
  const { outs = {} } = await created(provider(), inputs);
  await updated(outs, { ...inputs, entries: ["2001:db8::/32", "203.0.113.7/32"] });

  expect(writes()).toEqual([
    "POST accessList",
    "POST accessList",
    "DELETE 192.0.2.1",
    "DELETE 198.51.100.0%2F24",
  ]);
  expect(entriesOf()).toEqual(["2001:db8::/32", "203.0.113.7"]);
});

test("normalizes each entry, also with unknown inputs", async () => {
  const entries = ["2001:DB8::0001/128", unknownValue, "192.0.2.1/32"];
  const checked = await provider().check({}, { ...inputs, entries });
  expect(checked).toMatchObject({
    failures: [],
    inputs: { entries: ["2001:db8::1", unknownValue, "192.0.2.1"] },
  });
});

test("a key with other entries is an error that lists them, and nothing is changed", async () => {
  given(["192.0.2.1", "203.0.113.9"]);
  await expect(created(provider(), inputs)).rejects.toThrow(
    `Create access list of API key ${apiKeyId}: the key has other entries already: 203.0.113.9. List them too, or set adopt: true`,
  );
  expect(writes()).toEqual([]);
});

test("adopt lists the entries to remove in the preview, and removes them after the additions", async () => {
  given(["203.0.113.9", "192.0.2.1"]);
  const by = provider();
  const { outs } = await created(by, { ...inputs, adopt: true });

  expect(by.messages).toEqual([
    `warning: OrgApiKeyAccessList of API key ${apiKeyId} in organization ${acme} (public key plainkyb): adopting it removes 203.0.113.9`,
  ]);
  expect(writes()).toEqual(["POST accessList", "DELETE 203.0.113.9"]);
  expect(outs).toMatchObject({ adopted: true, publicKey: "plainkyb" });
  expect(entriesOf()).toEqual(inputs.entries);
});

test("a list with equal entries is created without a write, as after a lost response", async () => {
  given(inputs.entries);
  const { outs } = await created(provider(), inputs);
  expect(outs?.adopted).toBeUndefined();
  expect(writes()).toEqual([]);
});

test("Atlas's longer spelling of an address is no diff, and is used to remove the entry", async () => {
  const { outs = {} } = await created(provider(), { ...inputs, entries: ["192.0.2.1", "2001:db8::1"] });
  given(["192.0.2.1", "2001:0db8:0:0:0:0:0:1"]);
  expect((await provider().read(id, outs)).props).toMatchObject({ entries: ["192.0.2.1", "2001:db8::1"] });
  await updated(outs, { ...inputs, entries: ["192.0.2.1"] });
  expect(writes().at(-1)).toBe(`DELETE ${encodeURIComponent("2001:0db8:0:0:0:0:0:1")}`);
  expect(entriesOf()).toEqual(["192.0.2.1"]);
});

test("an addition with a lost response is verified and not repeated", async () => {
  harness.emulator.fail("createOrgApiKeyAccessListEntry", { kind: "reset-after-commit", times: 1 });
  const { outs } = await created(provider(), inputs);
  expect(outs?.adopted).toBeUndefined();
  expect(writes()).toEqual(["POST accessList"]);
  expect(entriesOf()).toEqual(inputs.entries);
});

test("a failed addition is an error, and no state is stored", async () => {
  harness.emulator.fail("createOrgApiKeyAccessListEntry", { kind: "status", status: 500 });
  const error = await created(provider(), inputs).catch((thrown) => thrown);
  expect(error.message).toMatch(/^Add to access list of API key 5f00000000000000000000b2 .*status 500/);
  expect(error.id).toBeUndefined();
});

test("an entry that was added concurrently counts as added", async () => {
  const { outs = {} } = await created(provider(), inputs);
  harness.emulator.fail("listOrgApiKeyAccessListEntries", { kind: "stale-read", ms: 60_000, times: 1 });
  given([...inputs.entries, "203.0.113.9"]);
  await updated(outs, { ...inputs, entries: [...inputs.entries, "203.0.113.9", "203.0.113.10"] });
  expect(harness.emulator.requests.filter(({ status }) => status === 409)).toHaveLength(1);
  expect(entriesOf()).toEqual([...inputs.entries, "203.0.113.10", "203.0.113.9"].sort());
});

test.each([
  ["API_KEY_WHITELIST_NOT_FOUND", 404],
  ["API_KEY_ACCESS_LIST_NOT_FOUND", 404],
  ["API_KEY_ACCESS_LIST_ENTRY_NOT_FOUND", 404],
  ["API_KEY_ACCESS_LIST_ENTRY_NOT_FOUND", 400],
] as const)(
  "an entry that is gone already, in the words %s with status %i, is removed",
  async (errorCode, status) => {
    const { outs = {} } = await created(provider(), inputs);
    harness.emulator.fail("deleteOrgApiKeyAccessListEntry", { kind: "status", status, errorCode });
    const { outs: after } = await updated(outs, { ...inputs, entries: ["192.0.2.1"] });
    expect(after).toMatchObject({ entries: ["192.0.2.1"] });
  },
);

test("an adopt that fails partway stores the present entries, and the next up completes it", async () => {
  given(["203.0.113.9"]);
  harness.emulator.fail("deleteOrgApiKeyAccessListEntry", { kind: "status", status: 400, times: 1 });
  const error = await created(provider(), { ...inputs, adopt: true }).catch((thrown) => thrown);
  expect(error).toMatchObject({ id, properties: { adopted: true, publicKey: "plainkyb" } });
  expect(error.properties.entries).toEqual([...inputs.entries, "203.0.113.9"]);

  const { outs } = await updated(error.properties, { ...inputs, adopt: true });
  expect(outs).toMatchObject({ entries: inputs.entries, adopted: true });
  expect(entriesOf()).toEqual(inputs.entries);
});

test("an update that fails partway is finished by the same update", async () => {
  const { outs = {} } = await created(provider(), inputs);
  const news = { ...inputs, entries: ["203.0.113.9"] };
  harness.emulator.fail("deleteOrgApiKeyAccessListEntry", { kind: "status", status: 400, times: 1 });
  await expect(updated(outs, news)).rejects.toThrow(/status 400/);
  expect(entriesOf()).toEqual([...inputs.entries, "203.0.113.9"]);
  await updated(outs, news);
  expect(entriesOf()).toEqual(["203.0.113.9"]);
});

test("an emptied list is drift; the list of a deleted key counts as deleted", async () => {
  const { outs = {} } = await created(provider(), inputs);
  given([]);
  expect((await provider().read(id, outs)).inputs).toEqual({ ...inputs, entries: [] });
  harness.change(({ organizations }) => {
    const keys = organizations[0]?.apiKeys ?? [];
    keys.splice(
      keys.findIndex((key) => key.id === apiKeyId),
      1,
    );
  });
  expect((await provider().read(id, outs)).id).toBe("");
});

test("all pages of a list are read", async () => {
  const { outs = {} } = await created(provider(), inputs);
  const many = Array.from({ length: 1001 }, (_, at) => `10.0.${at >> 8}.${at & 255}`);
  given(many);
  const read = await provider().read(id, outs);
  expect((read.inputs as typeof inputs).entries).toHaveLength(1001);
});

test("without deleteOnDestroy a destroy keeps the entries, warns and makes no request", async () => {
  const { outs = {} } = await created(provider(), inputs);
  harness.emulator.clearRequests();
  const by = provider();
  await by.delete(id, outs);
  expect(by.messages).toEqual([
    expect.stringMatching(/its entries stay until the key is deleted: 192\.0\.2\.1, 198\.51\.100\.0\/24\./),
  ]);
  expect(harness.emulator.requests).toEqual([]);
});

test("an API key without permission for the list gets the error that it lacks a role", async () => {
  await expect(created(provider(callers.reader), inputs)).rejects.toThrow(
    /API key readerky lacks a role for this: Atlas says API_KEY_ACCESS_LIST_ACCESS_DENIED/,
  );
});

describe("the list of the caller's own key", () => {
  const ownId = `${acme}/${callers.owner.id}`;
  const start = async (more: Properties = {}) =>
    (await created(provider(), { ...own, deleteOnDestroy: true, ...more })).outs ?? {};

  test("a first entry causes a warning, because it blocks every other address", async () => {
    const by = provider();
    await created(by, own);
    expect(by.messages).toEqual([
      expect.stringContaining("its list was empty: now only 192.0.2.1, 198.51.100.0/24 can use it"),
    ]);
  });

  test("does not lose entries: the preview rejects such an update", async () => {
    const state = await start();
    harness.emulator.clearRequests();
    await expect(provider().diff(ownId, state, { ...own, entries: ["192.0.2.1"] })).rejects.toThrow(
      `Update access list of API key ${callers.owner.id}: it is the key that this provider uses, and this removes 198.51.100.0/24 from its list. ` +
        "Use other credentials, or set allowLockout: true",
    );
    expect(harness.emulator.requests).toEqual([]);
  });

  test("accepts additional entries", async () => {
    const state = await start();
    const news = { ...own, deleteOnDestroy: true, entries: [...own.entries, "203.0.113.9"] };
    await provider().diff(ownId, state, news);
    await provider().update(ownId, state, news);
    expect(entriesOf(callers.owner.id)).toEqual(news.entries);
  });

  test("keeps an entry that only Atlas has: the update is rejected before it adds anything", async () => {
    const state = await start();
    given([...own.entries, "203.0.113.5"], callers.owner.id);
    harness.emulator.clearRequests();
    const news = { ...own, entries: [...own.entries, "203.0.113.9"] };
    await expect(provider().update(ownId, state, news)).rejects.toThrow(/this removes 203\.0\.113\.5/);
    expect(writes()).toEqual([]);
  });

  test("an allowLockout that was removed from the program permits nothing", async () => {
    const state = await start({ allowLockout: true });
    given([...own.entries, "203.0.113.5"], callers.owner.id);
    await expect(provider().update(ownId, state, { ...own, entries: ["192.0.2.1"] })).rejects.toThrow(
      /^Update access list/,
    );
    const news = { ...own, entries: [...own.entries, "203.0.113.9"] };
    await expect(provider().update(ownId, state, news)).rejects.toThrow(/this removes 203\.0\.113\.5/);
  });

  test("is not removed when its entries are not in the state", async () => {
    const state = await start();
    await expect(provider().delete(ownId, { ...state, entries: [] })).rejects.toThrow(/^Delete access list/);
    expect(entriesOf(callers.owner.id)).toEqual(own.entries);
  });

  test("is not adopted when it would lose entries; the preview reports it", async () => {
    given(["203.0.113.5"], callers.owner.id);
    await expect(provider().check({}, { ...own, adopt: true })).rejects.toThrow(
      /^Adopt access list of API key .*this removes 203\.0\.113\.5 from its list/,
    );
    await expect(provider().create({ ...own, adopt: true })).rejects.toThrow(/^Adopt access list/);
    expect(writes()).toEqual([]);
  });

  test("is removed only with allowLockout", async () => {
    const state = await start();
    await expect(provider().delete(ownId, state)).rejects.toThrow(
      /^Delete access list .*apply allowLockout: true in an `up` of its own first/,
    );
    await provider().delete(ownId, { ...state, allowLockout: true });
    expect(entriesOf(callers.owner.id)).toEqual([]);
  });

  test("is not protected with other credentials", async () => {
    const state = await start();
    harness.change(({ organizations }) => {
      const reader = organizations[0]?.apiKeys?.find((key) => key.id === callers.reader.id);
      if (reader) reader.roles = [{ orgId: acme, roleName: "ORG_OWNER" }];
    });
    await provider(callers.reader).delete(ownId, state);
    expect(entriesOf(callers.owner.id)).toEqual([]);
  });

  test("Atlas's own error for a lockout of the caller has a hint", async () => {
    const state = await start({ entries: ["127.0.0.1", "192.0.2.1"], allowLockout: true });
    const news = { ...own, allowLockout: true, entries: ["192.0.2.1"] };
    await expect(provider().update(ownId, state, news)).rejects.toThrow(
      /^Remove from access list 127\.0\.0\.1 of API key .*CANNOT_REMOVE_CALLER_FROM_ACCESS_LIST.*run it from another address/,
    );
  });
});

test("a destroy removes the entries of the state, also when Atlas's list is stale", async () => {
  // No request uses this operation: the fault makes the emulator keep earlier states.
  harness.emulator.fail("oauthRevoke", { kind: "stale-read", ms: 60_000 });
  const { outs = {} } = await created(provider(), { ...inputs, deleteOnDestroy: true });
  harness.emulator.fail("listOrgApiKeyAccessListEntries", { kind: "stale-read", ms: 60_000 });
  await provider().delete(id, outs);
  expect(entriesOf()).toEqual([]);
});
