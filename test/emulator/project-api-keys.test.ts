import {
  clientOf,
  emulateForOwner,
  keyId,
  org,
  otherProject,
  project,
  publicKeys,
  rolesOf,
  secondProject,
} from "../../testing/emulator/two-organizations";

const keys = `/groups/${project}/apiKeys`;
const memberId = "5f00000000000000000000a1";

test("only keys with a role in the project are listed, with all their roles", async () => {
  const { owner } = await emulateForOwner();
  const { json } = await owner.get(keys);
  const found = json.results.map(({ publicKey }: { publicKey: string }) => publicKey);
  const { manager, projowner, projread, subject } = publicKeys;
  expect(found).toEqual([manager, projowner, projread, subject].sort());
  expect(rolesOf(json.results.find(({ id }: { id: string }) => id === keyId))).toContain(
    `${secondProject} GROUP_OWNER`,
  );
});

test("a key created in a project gets ORG_MEMBER and links to its organization", async () => {
  const { emulator, owner } = await emulateForOwner();
  const { status, json } = await owner.post(keys, { desc: "made here", roles: ["GROUP_READ_ONLY"] });
  expect(status).toBe(200);
  expect(rolesOf(json)).toEqual([`${org} ORG_MEMBER`, `${project} GROUP_READ_ONLY`].sort());
  expect(json.links[0].href).toBe(`${emulator.url}/api/atlas/v2/orgs/${org}/apiKeys/${json.id}`);
  expect(json.privateKey).not.toContain("*");
});

test("a POST assigns a key once and responds without a body", async () => {
  const { emulator, owner } = await emulateForOwner();
  const response = await owner.post(`${keys}/${memberId}`, [{ roles: ["GROUP_OWNER"] }]);
  expect([response.status, response.text]).toEqual([204, ""]);
  expect(emulator.store.apiKey(memberId)?.roles).toContainEqual({
    groupId: project,
    roleName: "GROUP_OWNER",
  });
  const again = await owner.post(`${keys}/${memberId}`, [{ roles: ["GROUP_OWNER"] }]);
  expect(again.status).toBe(400);
  expect(again.json).toEqual({
    detail: "API key is already in the group.",
    error: 400,
    errorCode: "API_KEY_ALREADY_IN_GROUP",
    parameters: [],
    reason: "Bad Request",
  });
});

test("the userId that the Terraform provider sends with an assignment is accepted", async () => {
  const { owner } = await emulateForOwner();
  const body = [{ roles: ["GROUP_OWNER"], userId: memberId }];
  expect((await owner.post(`${keys}/${memberId}`, body)).status).toBe(204);
});

test.each([
  [{ roles: ["GROUP_OWNER"] }, "INVALID_JSON"],
  [[], "MISSING_API_KEY_ROLES"],
  [[{ roles: [] }], "MISSING_API_KEY_ROLES"],
  [[{}], "MISSING_ATTRIBUTE"],
  [[{ roles: ["ORG_OWNER"] }], "CANNOT_ADD_ORG_ROLE"],
  [[{ roles: ["GROUP_OWNR"] }], "INVALID_ROLE_FOR_GROUP"],
])("a key cannot be assigned with %j", async (body, errorCode) => {
  const { owner } = await emulateForOwner();
  const { status, json } = await owner.post(`${keys}/${memberId}`, body);
  expect([status, json.errorCode]).toEqual([400, errorCode]);
});

test("a PATCH replaces the roles in this project only", async () => {
  const { owner } = await emulateForOwner();
  const { status, json } = await owner.patch(`${keys}/${keyId}`, { roles: ["GROUP_DATA_ACCESS_READ_ONLY"] });
  expect(status).toBe(200);
  expect(rolesOf(json)).toEqual(
    [`${org} ORG_MEMBER`, `${project} GROUP_DATA_ACCESS_READ_ONLY`, `${secondProject} GROUP_OWNER`].sort(),
  );
});

test("a PATCH of a key that is not in the project is rejected (terraform-provider-mongodbatlas PR 4571)", async () => {
  const { emulator, owner } = await emulateForOwner();
  const { status, json } = await owner.patch(`${keys}/${memberId}`, { roles: ["GROUP_READ_ONLY"] });
  expect([status, json.errorCode, json.parameters]).toEqual([400, "API_KEY_NOT_FOUND", [memberId]]);
  expect(emulator.store.apiKey(memberId)?.roles).toEqual([{ orgId: org, roleName: "ORG_MEMBER" }]);
});

test("a PATCH accepts paging parameters, as documented", async () => {
  const { owner } = await emulateForOwner();
  const path = `${keys}/${keyId}?pageNum=1&itemsPerPage=100&includeCount=true`;
  expect((await owner.patch(path, { roles: ["GROUP_OWNER"] })).status).toBe(200);
});

test("a PATCH with a description only does not assign the key", async () => {
  const { owner } = await emulateForOwner();
  const { status, json } = await owner.patch(`${keys}/${memberId}`, { desc: "x" });
  expect([status, json.errorCode]).toEqual([400, "API_KEY_NOT_FOUND"]);
});

test("removing a key from a project keeps the key; a second removal is API_KEY_NOT_FOUND", async () => {
  const { emulator, owner } = await emulateForOwner();
  expect((await owner.delete(`${keys}/${keyId}`)).status).toBe(204);
  expect(emulator.store.apiKey(keyId)?.roles).toEqual([
    { orgId: org, roleName: "ORG_MEMBER" },
    { groupId: secondProject, roleName: "GROUP_OWNER" },
  ]);
  const again = await owner.delete(`${keys}/${keyId}`);
  expect([again.status, again.json.errorCode]).toEqual([400, "API_KEY_NOT_FOUND"]);
});

test("keys of another organization are not found", async () => {
  const { emulator } = await emulateForOwner();
  const stranger = clientOf(emulator, "stranger");
  const { status, json } = await stranger.patch(`/groups/${otherProject}/apiKeys/${keyId}`, {
    roles: ["GROUP_OWNER"],
  });
  expect([status, json.errorCode]).toEqual([400, "API_KEY_NOT_FOUND"]);
});

test("an access manager creates keys, replaces roles and removes keys, but does not assign by POST", async () => {
  const { emulator } = await emulateForOwner();
  const manager = clientOf(emulator, "manager");
  expect((await manager.post(keys, { desc: "x", roles: ["GROUP_READ_ONLY"] })).status).toBe(200);
  expect((await manager.patch(`${keys}/${keyId}`, { roles: ["GROUP_OWNER"] })).status).toBe(200);
  expect((await manager.delete(`${keys}/${keyId}`)).status).toBe(204);
  expect((await manager.post(`${keys}/${keyId}`, [{ roles: ["GROUP_OWNER"] }])).status).toBe(401);
});

test("only owners of the organization assign organization roles in a project", async () => {
  const { emulator, owner } = await emulateForOwner();
  const body = { desc: "x", roles: ["GROUP_READ_ONLY", "ORG_READ_ONLY"] };
  const { json } = await owner.post(keys, body);
  expect(rolesOf(json)).toEqual([`${org} ORG_READ_ONLY`, `${project} GROUP_READ_ONLY`].sort());
  expect((await clientOf(emulator, "projowner").post(keys, body)).status).toBe(401);
});
