import { checkInputs } from "../../provider/core/inputs";
import { invalidStateFields } from "../../provider/core/stored-state";
import { UNKNOWN } from "../../provider/core/unknown";
import { catalogue } from "../../provider/resources/catalogue.generated";
import { ResourceHarness } from "../../testing/resources/harness";

const { orgApiKey, orgApiKeyAccessList } = catalogue;
const key = { orgId: "5f0000000000000000000001", description: "ci", roles: ["ORG_READ_ONLY"] };
const id = `${key.orgId}/5f00000000000000000000b2`;

test("a state of this package, an older one without some fields, and one with unknown values are not damaged", () => {
  expect(invalidStateFields(orgApiKey, { ...key, apiKeyId: "5f00000000000000000000b2" })).toEqual([]);
  expect(invalidStateFields(orgApiKey, {})).toEqual([]);
  expect(invalidStateFields(orgApiKey, { ...key, roles: [UNKNOWN], apiKeyId: UNKNOWN })).toEqual([]);
});

test("values of another type are found by field", () => {
  expect(invalidStateFields(orgApiKey, { ...key, roles: "ORG_READ_ONLY", publicKey: 1 })).toEqual([
    "roles",
    "publicKey",
  ]);
});

test("a manually damaged state is reported as the cause, and not as a defect of this package", async () => {
  const harness = await ResourceHarness.start();
  try {
    const damaged = { ...key, description: { toString: 1 }, roles: 5, apiKeyId: [] };
    const updated = harness.process(orgApiKey).update(id, damaged, key);
    await expect(updated).rejects.toThrow(
      `OrgApiKey ${id}: its state holds a value of the wrong form for description, roles, apiKeyId. Put the state right`,
    );
    expect(harness.emulator.requests.filter(({ method }) => method !== "GET")).toEqual([]);
  } finally {
    await harness.close();
  }
});

test("an object with a length that is no number is refused in place of a list", () => {
  const entries = { length: { toString: null } };
  const { problems } = checkInputs(orgApiKeyAccessList, {
    orgId: key.orgId,
    apiKeyId: id.split("/")[1],
    entries,
  });
  expect(problems).toEqual([{ field: "entries", reason: "has a value of another type" }]);
});
