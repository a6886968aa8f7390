import { catalogue } from "../../provider/resources/catalogue.generated";
import { acme, callers, shop } from "../../testing/emulator/seed";
import { keyOf, ResourceHarness } from "../../testing/resources/harness";

/** The read that a class's `get` makes: its state is empty, except for a profile if given. */
let harness: ResourceHarness;
beforeEach(async () => {
  harness = await ResourceHarness.start();
});
afterEach(() => harness.close());

const reader = `${acme}/${callers.reader.id}`;
const missing = `${acme}/${shop}`;

test("an existing object is read completely, except for outputs that only a create returns", async () => {
  const { id, props } = await harness.process(catalogue.orgApiKey).read(reader, {});
  expect(id).toBe(reader);
  expect(props).toEqual({
    orgId: acme,
    description: "reader",
    roles: ["ORG_READ_ONLY"],
    apiKeyId: callers.reader.id,
    publicKey: callers.reader.publicKey,
  });
});

test("an object that does not exist is an error for every resource", async () => {
  const reading = { ...keyOf(callers.stranger), profiles: JSON.stringify({ audit: keyOf(callers.owner) }) };
  const provider = harness.process(catalogue.orgApiKey, reading);
  expect((await provider.read(reader, { profile: "audit" })).id).toBe(reader);
  await expect(provider.read(missing, { profile: "audit" })).rejects.toThrow(/it does not exist/);
  await expect(harness.process(catalogue.orgApiKey).read(missing, {})).rejects.toThrow(/it does not exist/);
  await expect(provider.read(reader, {})).rejects.toThrow(/cannot see it/);
});

test.each([
  ["orgApiKey", callers.reader.id, /an id must have the form orgId\/apiKeyId/],
  ["orgApiKey", `${acme}/readerky`, /apiKeyId: .*looks like a public key/],
  ["orgApiKey", `acme/${callers.reader.id}`, /orgId: .*24 lower-case hexadecimal digits/],
  ["projectApiKeyAssignment", `${shop}/reader`, /apiKeyId: .*24 lower-case hexadecimal digits/],
] as const)("%s with the id %s is rejected before any request", async (name, id, says) => {
  await expect(harness.process(catalogue[name]).read(id, {})).rejects.toThrow(says);
  expect(harness.emulator.requests).toEqual([]);
});
