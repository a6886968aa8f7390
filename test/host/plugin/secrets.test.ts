import { secretSignature, signatureKey, unknownValue } from "../../../provider/host/sdk-internals";
import { acme } from "../../../testing/emulator/seed";
import { protocol } from "../../../testing/hosts/plugin-client";
import { PluginHarness } from "../../../testing/hosts/plugin-harness";

let harness: PluginHarness;
beforeEach(async () => {
  harness = await (await PluginHarness.start()).configure();
});
afterEach(() => harness.close());

const secret = (value: unknown) => ({ [signatureKey]: secretSignature, value });
const inputs = { orgId: acme, description: "deployer", roles: ["ORG_READ_ONLY"] };

test("a private key is marked as secret in the state, whatever the program says", async () => {
  const { state } = await harness.create("OrgApiKey", inputs);
  expect(state).toMatchObject({ ...inputs, privateKey: secret(expect.stringMatching(/^[0-9a-f-]{36}$/)) });
});

test("an input that the program marks as secret is marked in the checked inputs and in the state", async () => {
  const given = { ...inputs, description: secret("deployer") };
  const { inputs: checked, failures } = await harness.check("OrgApiKey", given);
  expect([checked, failures]).toEqual([given, []]);
  expect((await harness.create("OrgApiKey", checked)).state).toMatchObject(given);
});

test("a secret element of a list makes the whole list secret, since lists are sorted", async () => {
  const { inputs: checked } = await harness.check("OrgApiKey", {
    ...inputs,
    roles: ["ORG_READ_ONLY", secret("ORG_BILLING_ADMIN")],
  });
  expect(checked.roles).toEqual(secret(["ORG_BILLING_ADMIN", "ORG_READ_ONLY"]));
});

test("a secret member of an object is marked alone", async () => {
  const sink = { command: ["cat"], timeoutSeconds: secret(5) };
  const given = { ...inputs, storePrivateKey: false, privateKeySink: sink };
  expect((await harness.check("OrgApiKey", given)).inputs).toEqual(given);
});

test("a secret that is unknown stays secret and unknown", async () => {
  const given = { ...inputs, description: secret(unknownValue) };
  expect((await harness.check("OrgApiKey", given)).inputs).toEqual(given);
});

test("a refresh keeps every mark, also on a value that has changed in Atlas", async () => {
  const { id, state } = await harness.create("OrgApiKey", { ...inputs, description: secret("deployer") });
  harness.emulator.store.edit(({ organizations }) => {
    const key = organizations[0]?.apiKeys?.find(({ desc }) => desc === "deployer");
    if (key) key.desc = "changed";
  });
  const read = await harness.read("OrgApiKey", id, state);
  expect(read.state).toEqual({ ...state, description: secret("changed") });
  expect(read.inputs).toEqual({ ...inputs, description: secret("changed") });
});

test("the mark that the program removes is removed at the next update", async () => {
  const { id, state } = await harness.create("OrgApiKey", { ...inputs, description: secret("deployer") });
  const request = new protocol.messages.UpdateRequest();
  request.setUrn("urn:pulumi:dev::lab::atlas-access:index:OrgApiKey::it");
  request.setId(id);
  request.setOlds(protocol.toStruct(state));
  request.setNews(protocol.toStruct(inputs));
  const updated = await harness.call<"UpdateResponse">("update", request);
  expect(updated.getProperties()?.toJavaScript()).toEqual({ ...state, description: "deployer" });
});
