import { orgApiKey } from "../../provider/resources/org-api-key/resource";
import { organization } from "../../provider/resources/organization/resource";
import { acme, callers } from "../../testing/emulator/seed";
import { created, ResourceHarness } from "../../testing/resources/harness";

/** A fingerprint identifies a secret without showing it. */
let harness: ResourceHarness;
beforeEach(async () => {
  harness = await ResourceHarness.start();
});
afterEach(() => harness.close());

const owner = { orgId: acme, description: "owner", roles: ["ORG_OWNER"] };
const made = { name: "Initech", orgOwnerId: "5f00000000000000000000aa" };
const roles = ["ORG_OWNER"];
const initialServiceAccount = { name: "ci", description: "ci", roles, secretExpiresAfterHours: 8 };

test("a fingerprint identifies a private key, survives a refresh, and reveals nothing of the key", async () => {
  const provider = harness.process(orgApiKey);
  const one = await created(provider, { ...owner, description: "one" });
  const two = await created(provider, { ...owner, description: "two" });
  expect(one.outs?.privateKeyFingerprint).toMatch(/^[0-9a-f]{16}$/);
  expect(two.outs?.privateKeyFingerprint).not.toBe(one.outs?.privateKeyFingerprint);
  expect((await provider.read(one.id, one.outs)).props?.privateKeyFingerprint).toBe(
    one.outs?.privateKeyFingerprint,
  );
});

test("a private key that is set later has its fingerprint", async () => {
  const provider = harness.process(orgApiKey);
  const { reader } = callers;
  const inputs = {
    orgId: acme,
    description: "reader",
    roles: ["ORG_READ_ONLY"],
    adopt: { publicKey: reader.publicKey },
  };
  const { id, outs } = await created(provider, inputs);
  expect(outs?.privateKeyFingerprint).toBeUndefined();
  const { outs: after } = await provider.update(id, outs ?? {}, { ...inputs, privateKey: reader.privateKey });
  const adoptedWhole = await created(harness.process(orgApiKey), {
    ...inputs,
    privateKey: reader.privateKey,
  });
  expect(after?.privateKeyFingerprint).toMatch(/^[0-9a-f]{16}$/);
  expect(after?.privateKeyFingerprint).toBe(adoptedWhole.outs?.privateKeyFingerprint);
});

test.each([
  ["API key's private key", "privateKey", { initialApiKey: { description: "first", roles } }],
  ["service account's secret", "clientSecret", { initialServiceAccount }],
])("a new organization's %s has one too, and it survives a refresh", async (_, secret, first) => {
  const provider = harness.process(organization);
  const one = await created(provider, { ...made, ...first });
  const two = await created(provider, { ...made, name: "Hooli", ...first });
  const name = `${secret}Fingerprint`;
  expect(one.outs?.[name]).toMatch(/^[0-9a-f]{16}$/);
  expect(one.outs?.[name]).not.toBe(two.outs?.[name]);
  expect(String(one.outs?.[secret])).not.toContain(one.outs?.[name]);
  expect((await provider.read(one.id, one.outs)).props?.[name]).toBe(one.outs?.[name]);
});
