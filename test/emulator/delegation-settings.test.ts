import { startEmulator } from "../../emulator";
import { emulateForOwner, org, twoOrganizations } from "../../testing/emulator/two-organizations";

const accept = "application/vnd.atlas.2025-03-12+json";
const versioned = { accept };
const path = `/orgs/${org}/delegationSettings`;
const defaults = {
  delegatedMcpAccess: "DISALLOWED",
  delegatedPartnerAccess: "DISALLOWED",
  idleRefreshTokenLifetime: null,
  maximumRefreshTokenLifetime: null,
};

test("delegation settings have documented defaults and change one by one", async () => {
  const { owner } = await emulateForOwner();
  expect((await owner.get(path, versioned)).json).toEqual(defaults);
  const sent = { delegatedMcpAccess: "READ_WRITE", idleRefreshTokenLifetime: 3600 };
  expect((await owner.patch(path, sent, versioned)).json).toEqual({ ...defaults, ...sent });
  const { status, json } = await owner.patch(path, { delegatedPartnerAccess: "READ_WRITE" }, versioned);
  expect([status, json]).toEqual([200, { ...defaults, ...sent, delegatedPartnerAccess: "READ_WRITE" }]);
  expect((await owner.get(path, versioned)).json).toEqual(json);
});

test("null restores the default of a lifetime and keeps the others", async () => {
  const { owner } = await emulateForOwner();
  await owner.patch(path, { idleRefreshTokenLifetime: 60, maximumRefreshTokenLifetime: 120 }, versioned);
  const { json } = await owner.patch(path, { maximumRefreshTokenLifetime: null }, versioned);
  expect(json).toEqual({ ...defaults, idleRefreshTokenLifetime: 60 });
});

test.each([
  [{ idleRefreshTokenLifetime: 0 }, "VALIDATION_ERROR"],
  [{ maximumRefreshTokenLifetime: 31_536_001 }, "VALIDATION_ERROR"],
  [{ maximumRefreshTokenLifetime: "a day" }, "INVALID_JSON_ATTRIBUTE"],
  [{ delegatedMcpAccess: "READ" }, "INVALID_ENUM_VALUE"],
  [{ delegatedPartnerAccess: "READ_ONLY" }, "INVALID_ENUM_VALUE"],
  [{ delegatedAccess: "READ_ONLY" }, "INVALID_ATTRIBUTE"],
])("%j is rejected, and nothing changes", async (body, errorCode) => {
  const { owner } = await emulateForOwner();
  const { status, json } = await owner.patch(path, body, versioned);
  expect([status, json.errorCode]).toEqual([400, errorCode]);
  expect((await owner.get(path, versioned)).json).toEqual(defaults);
});

test("a seed and the state have delegation settings, and invalid ones are rejected", async () => {
  const [first, ...rest] = twoOrganizations().organizations;
  if (first === undefined) throw new Error("there is an organization");
  const seeded = (delegationSettings: object) => ({
    organizations: [{ ...first, delegationSettings }, ...rest],
  });
  const { emulator, owner } = await emulateForOwner({ seed: seeded({ delegatedMcpAccess: "READ_ONLY" }) });
  expect((await owner.get(path, versioned)).json).toEqual({ ...defaults, delegatedMcpAccess: "READ_ONLY" });
  await owner.patch(path, { maximumRefreshTokenLifetime: 60 }, versioned);
  const kept = { delegatedMcpAccess: "READ_ONLY", maximumRefreshTokenLifetime: 60 };
  expect(emulator.store.state().organizations[0]?.delegationSettings).toEqual(kept);
  const wrong = seeded({ maximumRefreshTokenLifetime: 0 });
  await expect(startEmulator({ seed: wrong as never })).rejects.toThrow(
    "organizations[0].delegationSettings.maximumRefreshTokenLifetime",
  );
});

test("a change of delegation settings appends an event of the documented type", async () => {
  const { emulator, owner } = await emulateForOwner();
  await owner.patch(path, { delegatedMcpAccess: "READ_ONLY" }, versioned);
  await owner.patch(path, { delegatedMcpAccess: "READ_ONLY" }, versioned);
  const { results } = (await owner.get(`/orgs/${org}/events`)).json;
  expect(results.map(({ eventTypeName }: { eventTypeName: string }) => eventTypeName)).toEqual([
    "ORG_DELEGATION_SETTINGS_UPDATED",
  ]);
  expect(emulator.requests.map(({ operationId, bodyKeys }) => [operationId, bodyKeys])).toContainEqual([
    "updateOrgDelegationSettings",
    ["delegatedMcpAccess"],
  ]);
});
