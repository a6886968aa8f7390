import type { Properties } from "../../../provider/core/definition";
import {
  type StatusError,
  secretSignature,
  signatureKey,
  unknownValue,
} from "../../../provider/host/sdk-internals";
import { acme } from "../../../testing/emulator/seed";
import { protocol } from "../../../testing/hosts/plugin-client";
import { PluginHarness } from "../../../testing/hosts/plugin-harness";

const { messages } = protocol;
const manifest: { version: string } = require("../../../package.json");

let harness: PluginHarness;
beforeEach(async () => {
  harness = await PluginHarness.start();
});
afterEach(() => harness.close());

async function checkConfig(config: Properties) {
  const request = new messages.CheckRequest();
  request.setUrn("urn:pulumi:dev::lab::pulumi:providers:atlas-access::default");
  request.setNews(protocol.toStruct(config));
  const response = await harness.call<"CheckResponse">("checkConfig", request);
  const failures = response.getFailuresList().map((failure) => failure.toObject());
  return { failures, inputs: response.getInputs()?.toJavaScript() };
}

const secret = (value: unknown) => ({ [signatureKey]: secretSignature, value });

test("the handshake accepts secrets", async () => {
  const request = new messages.ProviderHandshakeRequest();
  const response = await harness.call<"ProviderHandshakeResponse">("handshake", request);
  expect(response.toObject()).toMatchObject({ acceptSecrets: true, acceptOutputs: false });
});

test("the plugin reports the version of the package", async () => {
  const info = (await harness.call("getPluginInfo", protocol.newEmpty())) as unknown as {
    getVersion(): string;
  };
  expect(info.getVersion()).toBe(manifest.version);
});

test("secret settings are marked as secret, whatever the program says", async () => {
  const { inputs, failures } = await checkConfig({ publicKey: "ownerkey", privateKey: "12345678" });
  expect(failures).toEqual([]);
  expect(inputs).toEqual({ publicKey: "ownerkey", privateKey: secret("12345678") });
});

test("settings that are unknown in a preview pass", async () => {
  const { inputs, failures } = await checkConfig({
    publicKey: unknownValue,
    privateKey: secret(unknownValue),
  });
  expect(failures).toEqual([]);
  expect(inputs).toEqual({ publicKey: unknownValue, privateKey: secret(unknownValue) });
});

test.each([
  [{ publikKey: "ownerkey" }, "atlas-access:publikKey: there is no such setting. Did you mean publicKey?"],
  [{ publicKey: { a: 1 } }, "atlas-access:publicKey: it must be text, not an object"],
  [{ baseUrl: ["https://cloud.mongodb.com"] }, "atlas-access:baseUrl: it must be text, not a list"],
  [
    { retryBudgetSeconds: "soon" },
    "atlas-access:retryBudgetSeconds: it must be a number of seconds above 0 and up to 86400, such as 300",
  ],
  [{ api: "ops-manager" }, "atlas-access:api: it must be atlas or cloud-manager; atlas is the default"],
  [
    { baseUrl: "cloud.mongodb.com" },
    "atlas-access:baseUrl: it is not an address. Give only a scheme and a host, such as https://cloud.mongodb.com",
  ],
  [{ isMongodbgovCloud: "perhaps" }, "atlas-access:isMongodbgovCloud must be true or false"],
])("a setting of the wrong kind is refused by its name, without its value: %j", async (config, reason) => {
  expect((await checkConfig(config)).failures).toEqual([{ property: "", reason }]);
});

test("numbers, flags and documents may be given as such", async () => {
  const profiles = { eu: { publicKey: "ownerkey", privateKey: "12345678" } };
  const config = { retryBudgetSeconds: 5, isMongodbgovCloud: true, profiles, version: "0.1.0" };
  expect((await checkConfig(config)).failures).toEqual([]);
});

test("changed settings change the provider in place and never replace it", async () => {
  const request = new messages.DiffRequest();
  request.setOlds(protocol.toStruct({ publicKey: "ownerkey", baseUrl: "https://cloud.mongodb.com" }));
  request.setNews(protocol.toStruct({ publicKey: "readerky", api: "atlas" }));
  const { changes, diffsList, replacesList } = (
    await harness.call<"DiffResponse">("diffConfig", request)
  ).toObject();
  expect([changes, diffsList.sort(), replacesList]).toEqual([
    messages.DiffResponse.DiffChanges.DIFF_SOME,
    ["api", "baseUrl", "publicKey"],
    [],
  ]);
  request.setNews(request.getOlds());
  const same = await harness.call<"DiffResponse">("diffConfig", request);
  expect(same.getChanges()).toBe(messages.DiffResponse.DiffChanges.DIFF_NONE);
});

test("an engine without a handshake is refused with the version that is needed", async () => {
  const configuring = harness.call("configure", new messages.ConfigureRequest());
  await expect(configuring).rejects.toMatchObject({
    details: expect.stringMatching(/engine is too old .*Install Pulumi 3\.216\.0 or newer$/),
  });
});

test("without credentials, the error names the settings of this host and of no other", async () => {
  await harness.configure({});
  const error: StatusError = await harness.invoke("getOrganization", { orgId: acme }).then(
    () => Promise.reject(new Error("it succeeded")),
    (thrown) => thrown,
  );
  expect(error.details).toMatch(
    /^No Atlas credentials\. Searched the stack's config for atlas-access:accessToken/,
  );
  expect(error.details).toContain("pulumi config set --secret atlas-access:publicKey");
  expect(error.details).not.toMatch(/mongodbatlas:(publicKey|privateKey|accessToken)/);
});

test.each([
  [`default_${manifest.version.replaceAll(".", "_")}`, []],
  ["default", []],
  ["production", []],
  ["default_9_8_7", [expect.stringMatching(/declares resources with version 9\.8\.7 .*Install one version/)]],
])("a provider %s is served, with a warning where its version is another one", async (name, expected) => {
  await harness.configure();
  const request = new messages.ConfigureRequest();
  request.setName(name);
  await harness.call("configure", request);
  const inputs = { orgId: acme, description: "deployer", roles: ["ORG_READ_ONLY"] };
  await harness.check("OrgApiKey", inputs);
  await harness.check("OrgApiKey", inputs);
  expect(harness.logged.map(({ text }) => text)).toEqual(expected);
});
