import {
  emulateForOwner,
  keyId,
  org,
  project,
  publicKeys,
  rolesOf,
  secondProject,
} from "../../testing/emulator/two-organizations";

const keys = `/orgs/${org}/apiKeys`;

test("the private key is returned once, then masked except for its last twelve digits", async () => {
  const { owner } = await emulateForOwner();
  const created = await owner.post(keys, { desc: "new", roles: ["ORG_READ_ONLY"] });
  expect(created.status).toBe(200);
  const { id, privateKey } = created.json;
  expect(privateKey).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const redacted = `********-****-****-${privateKey.slice(-12)}`;
  expect((await owner.get(`${keys}/${id}`)).json.privateKey).toBe(redacted);
  expect((await owner.patch(`${keys}/${id}`, { desc: "x" })).json.privateKey).toBe(redacted);
});

test("a new key has the recorded fields and the requested roles only", async () => {
  const { emulator, owner } = await emulateForOwner();
  const { json } = await owner.post(keys, { desc: "new", roles: ["ORG_READ_ONLY", "ORG_READ_ONLY"] });
  expect(Object.keys(json)).toEqual(["desc", "id", "links", "privateKey", "publicKey", "roles"]);
  expect(json.publicKey).toMatch(/^[a-z]{8}$/);
  expect(json.roles).toEqual([{ orgId: org, roleName: "ORG_READ_ONLY" }]);
  expect(json.links).toEqual([{ href: `${emulator.url}/api/atlas/v2${keys}/${json.id}`, rel: "self" }]);
});

test("new ids contain the time of the emulator's clock", async () => {
  const { emulator, owner } = await emulateForOwner({ now: () => Date.UTC(2030, 0, 1) });
  emulator.advanceClock(3600);
  const { json } = await owner.post(keys, { desc: "new", roles: ["ORG_MEMBER"] });
  expect(Number.parseInt(json.id.slice(0, 8), 16)).toBe(Date.UTC(2030, 0, 1, 1) / 1000);
});

test("keys are sorted by public key and have all their roles, including those in projects", async () => {
  const { owner } = await emulateForOwner();
  const { json } = await owner.get(keys);
  const names = json.results.map(({ publicKey }: { publicKey: string }) => publicKey);
  expect(names).toEqual([...names].sort());
  const subject = json.results.find(({ id }: { id: string }) => id === keyId);
  expect(rolesOf(subject)).toEqual(
    [`${org} ORG_MEMBER`, `${project} GROUP_READ_ONLY`, `${secondProject} GROUP_OWNER`].sort(),
  );
});

test("the order of a key's roles varies", async () => {
  const { owner } = await emulateForOwner();
  const orders = new Set<string>();
  for (let i = 0; i < 30; i++) orders.add(JSON.stringify((await owner.get(`${keys}/${keyId}`)).json.roles));
  expect(orders.size).toBeGreaterThan(1);
});

test("a PATCH replaces the roles in the organization and keeps those in projects", async () => {
  const { owner } = await emulateForOwner();
  const { status, json } = await owner.patch(`${keys}/${keyId}`, {
    roles: ["ORG_READ_ONLY", "ORG_BILLING_ADMIN"],
  });
  expect(status).toBe(200);
  expect(json.desc).toBe("subject");
  expect(rolesOf(json)).toEqual(
    [
      `${org} ORG_BILLING_ADMIN`,
      `${org} ORG_READ_ONLY`,
      `${project} GROUP_READ_ONLY`,
      `${secondProject} GROUP_OWNER`,
    ].sort(),
  );
});

test("a PATCH of the description keeps the roles", async () => {
  const { emulator, owner } = await emulateForOwner();
  const before = emulator.store.apiKey(keyId)?.roles;
  const { json } = await owner.patch(`${keys}/${keyId}`, { desc: "renamed" });
  expect(json.desc).toBe("renamed");
  expect(emulator.store.apiKey(keyId)?.roles).toEqual(before);
});

test("a deleted key and its assignments are not found", async () => {
  const { emulator, owner } = await emulateForOwner();
  const response = await owner.delete(`${keys}/${keyId}`);
  expect([response.status, response.text, response.headers["content-length"]]).toEqual([204, "", undefined]);
  expect(emulator.store.apiKey(keyId)).toBeUndefined();
  const inProject = await owner.get(`/groups/${project}/apiKeys`);
  expect(inProject.json.results.map(({ id }: { id: string }) => id)).not.toContain(keyId);
  for (const again of [await owner.get(`${keys}/${keyId}`), await owner.delete(`${keys}/${keyId}`)]) {
    expect([again.status, again.json.errorCode, again.json.parameters]).toEqual([
      400,
      "API_KEY_NOT_FOUND",
      [keyId],
    ]);
  }
});

test("apiKeyNotFoundStatus: 404 changes the status of API_KEY_NOT_FOUND", async () => {
  const { owner } = await emulateForOwner({ settings: { apiKeyNotFoundStatus: 404 } });
  const { status, json } = await owner.get(`${keys}/5f00000000000000000000ff`);
  expect([status, json.error, json.errorCode, json.reason]).toEqual([
    404,
    404,
    "API_KEY_NOT_FOUND",
    "Not Found",
  ]);
});

test.each([
  [{ roles: ["ORG_MEMBER"] }, "MISSING_ATTRIBUTE", ["desc"]],
  [{ desc: "x" }, "MISSING_ATTRIBUTE", ["roles"]],
  [{}, "MISSING_ATTRIBUTES", ["desc, roles"]],
  [{ desc: "", roles: ["ORG_MEMBER"] }, "API_KEY_REQUIRES_DESCRIPTION", []],
  [{ desc: "x".repeat(251), roles: ["ORG_MEMBER"] }, "INVALID_API_KEY_DESC", [250]],
  [{ desc: "x", roles: [] }, "MISSING_API_KEY_ROLES", []],
  [{ desc: "x", roles: ["GROUP_OWNER"] }, "CANNOT_ADD_GROUP_ROLE", []],
  [{ desc: "x", roles: ["ORG_OWNR"] }, "INVALID_ENUM_VALUE", ["ORG_OWNR"]],
  [{ desc: "x", roles: "ORG_OWNER" }, "INVALID_JSON_ATTRIBUTE", ["roles"]],
  [{ desc: 7, roles: ["ORG_OWNER"] }, "INVALID_JSON_ATTRIBUTE", ["desc"]],
  [{ desc: "x", roles: ["ORG_OWNER"], color: "red" }, "INVALID_ATTRIBUTE", ["color"]],
  [[], "INVALID_JSON", []],
])("a key cannot be created from %j", async (body, errorCode, parameters) => {
  const { owner } = await emulateForOwner();
  const response = await owner.post(keys, body);
  expect([response.status, response.json.errorCode, response.json.parameters]).toEqual([
    400,
    errorCode,
    parameters,
  ]);
});

test("the 501st key is rejected", async () => {
  const { owner } = await emulateForOwner({ settings: { maxApiKeysPerOrg: 10 } });
  expect((await owner.post(keys, { desc: "10th", roles: ["ORG_MEMBER"] })).status).toBe(200);
  const { status, json } = await owner.post(keys, { desc: "11th", roles: ["ORG_MEMBER"] });
  expect([status, json.errorCode, json.parameters]).toEqual([
    400,
    "MAX_API_KEYS_PER_ORG_EXCEEDED",
    [10, org],
  ]);
});

test("extraRoles accepts additional roles", async () => {
  const { owner } = await emulateForOwner({ settings: { extraRoles: ["ORG_BRAND_NEW"] } });
  expect((await owner.post(keys, { desc: "x", roles: ["ORG_BRAND_NEW"] })).status).toBe(200);
});

describe("a PATCH with an empty field, as official clients send it", () => {
  test.each([[{ desc: "renamed", roles: [] }], [{ desc: "renamed", roles: null }]])(
    "%j keeps the roles",
    async (body) => {
      const { owner } = await emulateForOwner();
      const { status, json } = await owner.patch(`${keys}/${keyId}`, body);
      expect([status, json.desc, json.roles.length]).toEqual([200, "renamed", 3]);
    },
  );

  test("an empty description keeps the description", async () => {
    const { owner } = await emulateForOwner();
    const { json } = await owner.patch(`${keys}/${keyId}`, { desc: "", roles: ["ORG_OWNER"] });
    expect([json.desc, rolesOf(json).includes(`${org} ORG_OWNER`)]).toEqual(["subject", true]);
  });

  test.each([
    [{}, "MISSING_ONE_OF_ATTRIBUTES"],
    [{ roles: [] }, "MISSING_API_KEY_ROLES"],
    [{ desc: "" }, "API_KEY_REQUIRES_DESCRIPTION"],
  ])("%j is rejected, because it changes nothing", async (body, errorCode) => {
    const { owner } = await emulateForOwner();
    const { status, json } = await owner.patch(`${keys}/${keyId}`, body);
    expect([status, json.errorCode]).toEqual([400, errorCode]);
  });

  test("emptyPatchFields: refuse rejects it", async () => {
    const { owner } = await emulateForOwner({ settings: { emptyPatchFields: "refuse" } });
    const { json } = await owner.patch(`${keys}/${keyId}`, { desc: "renamed", roles: [] });
    expect(json.errorCode).toBe("MISSING_API_KEY_ROLES");
  });
});

test("the log has the names of a body's fields, without their values", async () => {
  const { emulator, owner } = await emulateForOwner();
  await owner.patch(`${keys}/${keyId}?pretty=true`, { desc: "a telling description" });
  const last = emulator.requests.at(-1);
  expect(last).toMatchObject({
    operationId: "updateOrgApiKey",
    method: "PATCH",
    path: `/api/atlas/v2${keys}/${keyId}`,
    query: { pretty: ["true"] },
    status: 200,
    caller: publicKeys.owner,
    auth: "digest",
    bodyKeys: ["desc"],
  });
  expect(JSON.stringify(emulator.requests)).not.toContain("a telling description");
});
