import { fingerprint } from "../../provider/atlas/fingerprint";
import { orgApiKey } from "../../provider/resources/org-api-key/resource";
import { acme, callers } from "../../testing/emulator/seed";
import { type TamperingProxy, tamperingProxy } from "../../testing/engine/tampering-proxy";
import { created, keyOf, ResourceHarness } from "../../testing/resources/harness";
import { FakeCommands } from "../../testing/sinks/fakes";

/** A private key that the state must not contain is in the sink, or its key does not exist. */
let harness: ResourceHarness;
let fakes: FakeCommands;
beforeEach(async () => {
  harness = await ResourceHarness.start();
  fakes = new FakeCommands();
  fakes.add("keep");
});
afterEach(async () => {
  fakes.close();
  await harness.close();
});

const key = { orgId: acme, description: "deployer", roles: ["ORG_READ_ONLY"] };
/** Inputs that send the private key to a command: the one that stores it, or shell text. */
const handing = (script?: string) => ({
  ...key,
  storePrivateKey: false,
  privateKeySink: { command: script === undefined ? [fakes.program("keep")] : ["sh", "-c", script] },
});
const live = (description = "deployer") =>
  (harness.emulator.store.organization(acme)?.apiKeys ?? []).filter(({ desc }) => desc === description);
const [fails, asked] = [
  "echo no vault today >&2; exit 2",
  () => harness.emulator.requests.map(({ operationId }) => operationId),
];
const unseen = { kind: "status", status: 404, errorCode: "API_KEY_NOT_FOUND" } as const;
const errorOf = (
  work: Promise<unknown>,
): Promise<Error & { id?: string; properties?: Record<string, unknown> }> =>
  work.then(
    () => new Error("it succeeded"),
    (error) => error,
  );

test("a new key's private key is sent to the command and not stored in the state, which has its fingerprint", async () => {
  const provider = harness.process(orgApiKey);
  const { id, outs = {}, inputs } = await created(provider, handing());
  const [made] = live();
  const { input, env } = fakes.ran("keep");
  expect(input).toBe(made?.privateKey);
  expect([env.ATLAS_ACCESS_API_KEY_ID, env.ATLAS_ACCESS_PUBLIC_KEY]).toEqual([made?.id, made?.publicKey]);
  expect([env.ATLAS_ACCESS_ORG_ID, env.ATLAS_ACCESS_DESCRIPTION]).toEqual([acme, "deployer"]);
  expect(outs.privateKeyFingerprint).toBe(await fingerprint(input));
  const read = await harness.process(orgApiKey).read(id, outs);
  expect(JSON.stringify([outs, inputs, read, provider.messages])).not.toContain(input);
  expect(read.props).toEqual(outs);
  expect(await provider.diff(id, read.props, inputs)).toMatchObject({ changes: false });
});

test("neither a refresh, an update of anything else, nor a delete runs the command", async () => {
  const { id, outs = {} } = await created(harness.process(orgApiKey), handing());
  const failing = handing(fails);
  const provider = harness.process(orgApiKey);
  const { props } = await provider.read(id, { ...outs, ...failing });
  const { outs: renamed } = await provider.update(id, props, { ...failing, description: "renamed" });
  await provider.delete(id, renamed ?? {});
  expect([live(), live("renamed")]).toEqual([[], []]);
});

test("when the command fails the create fails and the key is removed again", async () => {
  const error = await errorOf(created(harness.process(orgApiKey), handing(fails)));
  expect(error.message).toBe(
    `Create OrgApiKey "deployer" in organization ${acme}: the command of privateKeySink, "sh", ended with exit code 2 and said: "no vault today". ` +
      "The new key was deleted again; fix the sink and run it again",
  );
  expect(error.id).toBeUndefined();
  expect(live()).toEqual([]);
});

test("a key that is too new to be visible is read once more, and deleted", async () => {
  await harness.close();
  harness = await ResourceHarness.start("atlas", 0);
  harness.emulator.fail("deleteOrgApiKey", { ...unseen, times: 1 });
  const error = await errorOf(created(harness.process(orgApiKey), handing(fails)));
  expect(error.message).toContain("The new key was deleted again");
  expect(live()).toEqual([]);
});

test.each([
  [
    "is refused",
    { kind: "status", status: 403, errorCode: "ANY" },
    / is live, nobody has its private key, and it could not be deleted again \(Delete API key .*\)/,
  ],
  [
    "finds no key",
    unseen,
    / may still exist: Atlas does not find it, but may not show so new a key yet, and nobody has its private key/,
  ],
] as const)("a removal that %s names the key and how to delete it", async (_, fault, says) => {
  harness.emulator.fail("deleteOrgApiKey", fault);
  const error = await errorOf(created(harness.process(orgApiKey), handing(`cat >&2; ${fails}`)));
  const [made] = live();
  expect(error.message).toContain(`The new key ${made?.id} (public key ${made?.publicKey}) `);
  expect(error.message).toMatch(says);
  expect(error.message).toContain(`atlas organizations apiKeys delete ${made?.id} --orgId ${acme}`);
  expect(error.message).not.toContain(made?.privateKey);
  expect(error.id).toBeUndefined();
});

test.each([
  ["no sink", { storePrivateKey: false }, "privateKeySink: is required with storePrivateKey: false"],
  [
    "a sink and a stored key",
    { privateKeySink: { command: ["keep"] } },
    "privateKeySink: is only used with storePrivateKey: false",
  ],
  ["an unknown kind of sink", { storePrivateKey: false, privateKeySink: { vault: "a/b" } }, "privateKeySink"],
  [
    "no command in it",
    { storePrivateKey: false, privateKeySink: { command: [] } },
    "privateKeySink.command: needs at least the command's name",
  ],
  [
    "a blank command",
    { storePrivateKey: false, privateKeySink: { command: [" "] } },
    "privateKeySink.command: needs the command's name",
  ],
  [
    "a command as text",
    { storePrivateKey: false, privateKeySink: { command: "vault kv" } },
    "privateKeySink.command: must be",
  ],
  [
    "more than a sink has",
    { storePrivateKey: false, privateKeySink: { command: ["keep"], shell: true } },
    "privateKeySink: has no property shell",
  ],
  [
    "no time at all",
    { storePrivateKey: false, privateKeySink: { command: ["keep"], timeoutSeconds: 0 } },
    "privateKeySink.timeoutSeconds: must be at least 1",
  ],
])("a check refuses %s, without a request", async (_, more, says) => {
  const { failures = [] } = await harness.process(orgApiKey).check({}, { ...key, ...more });
  expect(failures.map(({ reason }) => reason)).toContainEqual(expect.stringContaining(says));
  expect(asked()).toEqual([]);
});

test("a given private key is in the state as an input, so it cannot be combined with storePrivateKey: false", async () => {
  const adopt = { publicKey: "plainkyb" };
  const privateKey = "22222222-2222-4222-8222-2222222222b2";
  const { failures } = await harness.process(orgApiKey).check({}, { ...handing(), adopt, privateKey });
  expect(failures).toEqual([
    { property: "", reason: expect.stringContaining("privateKey: is kept in the state as an input") },
  ]);
});

test("an adopted key may have a sink that is never run, and its inputs may be removed", async () => {
  const adopted = { ...handing(fails), description: "plain", adopt: { publicKey: "plainkyb" } };
  const provider = harness.process(orgApiKey);
  const { id, outs = {}, inputs } = await created(provider, adopted);
  const { storePrivateKey: _, privateKeySink: __, ...without } = inputs;
  expect((await provider.update(id, outs, without)).outs).not.toHaveProperty("storePrivateKey");
});

describe("of a key with an invalid create response", () => {
  let proxy: TamperingProxy;
  afterEach(() => proxy.close());
  const createdThrough = async (tamper: Parameters<typeof tamperingProxy>[1], inputs: object) => {
    proxy = await tamperingProxy(harness.emulator.url, tamper);
    const provider = harness.process(orgApiKey, { ...keyOf(callers.owner), baseUrl: proxy.url });
    return errorOf(created(provider, { ...inputs }));
  };
  const bad = {
    "with other roles": (body: object) => ({ ...body, roles: [{ orgId: acme, roleName: "ORG_MEMBER" }] }),
    "in part": (body: object) => ({ ...body, publicKey: 7 }),
  };

  test.each(Object.entries(bad))(
    "%s, the private key goes to the command and not into the kept state",
    async (_, tamper) => {
      const { id, properties, message } = await createdThrough(tamper, handing());
      const [made] = live();
      expect(fakes.ran("keep").input).toBe(made?.privateKey);
      expect(id).toBe(`${acme}/${made?.id}`);
      expect(properties).toMatchObject({ privateKeyFingerprint: await fingerprint(made?.privateKey ?? "") });
      expect(message + JSON.stringify(properties)).not.toContain(made?.privateKey);
      const { outs } = await harness.process(orgApiKey).update(id ?? "", properties ?? {}, handing());
      expect(outs).toMatchObject({ publicKey: made?.publicKey, roles: key.roles });
      expect(outs).not.toHaveProperty("privateKey");
    },
  );

  test.each(Object.entries(bad))(
    "%s, and the command fails too, the key is removed again",
    async (_, tamper) => {
      const { id, message } = await createdThrough(tamper, handing(fails));
      expect(message).toContain("The new key was deleted again");
      expect(id).toBeUndefined();
      expect(live()).toEqual([]);
    },
  );

  test("without the private key, the error names an orphaned key", async () => {
    const { id, message } = await createdThrough(({ privateKey: _, ...rest }) => rest, handing());
    expect(id).toContain(live()[0]?.id);
    expect(message).toContain("Its private key was not in the response, so nobody has it: replace the key");
    expect(() => fakes.ran("keep")).toThrow("ENOENT");
  });
});

describe("changed later", () => {
  test("to false, the private key is sent to the command and then removed from the state", async () => {
    const { id, outs = {} } = await created(harness.process(orgApiKey), key);
    harness.emulator.clearRequests();
    const provider = harness.process(orgApiKey);
    expect(await provider.diff(id, outs, handing())).toMatchObject({ changes: true, replaces: [] });
    const { outs: after = {} } = await provider.update(id, outs, handing());
    expect(fakes.ran("keep").input).toBe(outs.privateKey);
    expect(after).not.toHaveProperty("privateKey");
    expect(after).toMatchObject({
      privateKeyFingerprint: outs.privateKeyFingerprint,
      publicKey: outs.publicKey,
    });
    expect(asked()).toEqual([]);
  });

  test("to false, a command that fails changes nothing and the state keeps the key", async () => {
    const { id, outs = {} } = await created(harness.process(orgApiKey), key);
    harness.emulator.clearRequests();
    const update = harness.process(orgApiKey).update(id, outs, { ...handing(fails), description: "renamed" });
    expect((await errorOf(update)).message).toMatch(
      /^Update API key .*"no vault today"\. Its private key stays in the state and nothing was changed; fix the sink/,
    );
    expect(asked()).toEqual([]);
  });

  test("back to true is refused in the preview, with the command that stores a new one", async () => {
    const { id, outs = {} } = await created(harness.process(orgApiKey), handing());
    const provider = harness.process(orgApiKey);
    const says =
      /storePrivateKey cannot become true\. Leave it false, or replace the key: `pulumi up --replace URN`/;
    await expect(provider.diff(id, outs, key)).rejects.toThrow(says);
    await expect(provider.update(id, outs, key)).rejects.toThrow(says);
  });

  test("a replaced key: the new key follows the program's storePrivateKey", async () => {
    const { id, outs = {} } = await created(harness.process(orgApiKey), handing());
    const news = { ...key, orgId: "5f0000000000000000000002" };
    expect(await harness.process(orgApiKey).diff(id, outs, news)).toMatchObject({ replaces: ["orgId"] });
  });
});
