import {
  type DigestClient,
  type RequestOptions,
  sendOAuth,
  sendUnsigned,
} from "../../testing/emulator/raw-client";
import {
  clientId,
  clientSecret,
  emulateForOwner,
  org,
  project,
  secondProject,
} from "../../testing/emulator/two-organizations";

const accept = "application/vnd.atlas.2024-08-05+json";
const versioned: RequestOptions = { accept };
const inOrg = `/orgs/${org}/serviceAccounts`;
const inProject = `/groups/${project}/serviceAccounts`;
const fields = { name: "deploy", description: "deploys", secretExpiresAfterHours: 48 };
const newAccount = { ...fields, roles: ["ORG_MEMBER"] };
const grant = "grant_type=client_credentials";

const create = (owner: DigestClient, path = inOrg, body: object = newAccount) =>
  owner.post(path, body, versioned);

test("a new service account's secret is unmasked in that response only", async () => {
  const { emulator, owner } = await emulateForOwner({ now: () => Date.UTC(2030, 0, 1) });
  const { status, json } = await create(owner);
  expect(status).toBe(201);
  expect(json).toMatchObject({ name: "deploy", roles: ["ORG_MEMBER"], createdAt: "2030-01-01T00:00:00Z" });
  expect(json.clientId).toMatch(/^mdb_sa_id_[0-9a-f]{24}$/);
  expect(json.secrets[0]).toMatchObject({ expiresAt: "2030-01-03T00:00:00Z" });
  expect(json.secrets[0].secret).toMatch(/^mdb_sa_sk_[\w-]{40}$/);
  expect((await sendOAuth(emulator.url, "token", json.clientId, json.secrets[0].secret, grant)).status).toBe(
    200,
  );
  // The use of a secret is reported with a delay of some minutes.
  emulator.advanceClock(300);
  const again = (await owner.get(`${inOrg}/${json.clientId}`, versioned)).json;
  expect(again.secrets[0]).toEqual({
    createdAt: "2030-01-01T00:00:00Z",
    expiresAt: "2030-01-03T00:00:00Z",
    id: json.secrets[0].id,
    lastUsedAt: "2030-01-01T00:00:00Z",
    maskedSecretValue: "mdb_sa_sk_...",
  });
});

test("service accounts have a newer version than keys", async () => {
  const { owner } = await emulateForOwner();
  const response = await owner.get(inOrg, { accept: "application/vnd.atlas.2025-03-12+json" });
  expect(response.headers["content-type"]).toBe("application/vnd.atlas.2024-08-05+json;charset=utf-8");
  expect((await owner.get(inOrg, { accept: "application/vnd.atlas.2023-01-01+json" })).status).toBe(406);
});

test("a PATCH changes name, description and roles, and ignores null", async () => {
  const { owner } = await emulateForOwner();
  const { clientId: id } = (await create(owner)).json;
  const body = { name: null, description: "new", roles: ["ORG_OWNER"] };
  const { json } = await owner.patch(`${inOrg}/${id}`, body, versioned);
  expect(json).toMatchObject({ name: "deploy", description: "new", roles: ["ORG_OWNER"] });
});

test.each([
  [{ ...fields }, "MISSING_ATTRIBUTE"],
  [{ ...newAccount, roles: [] }, "VALIDATION_ERROR"],
  [{ ...newAccount, roles: ["GROUP_OWNER"] }, "CANNOT_ADD_GROUP_ROLE"],
  [{ ...newAccount, name: "x".repeat(65) }, "VALIDATION_ERROR"],
  [{ ...newAccount, name: "a/b" }, "VALIDATION_ERROR"],
  [{ ...newAccount, secretExpiresAfterHours: 0 }, "VALIDATION_ERROR"],
  [{ ...newAccount, secretExpiresAfterHours: 8761 }, "VALIDATION_ERROR"],
  [{ ...newAccount, secretExpiresAfterHours: "8" }, "INVALID_JSON_ATTRIBUTE"],
])("a service account cannot be created from %j", async (body, errorCode) => {
  const { owner } = await emulateForOwner();
  const { status, json } = await create(owner, inOrg, body);
  expect([status, json.errorCode]).toEqual([400, errorCode]);
});

test("the organization's maximum lifetime limits new secrets", async () => {
  const { owner } = await emulateForOwner();
  await owner.patch(`/orgs/${org}/settings`, { maxServiceAccountSecretValidityInHours: 24 });
  expect((await create(owner)).json.errorCode).toBe("VALIDATION_ERROR");
});

test("secrets rotate: a second one is created, a third rejected, the first deleted", async () => {
  const { emulator, owner } = await emulateForOwner();
  const { clientId: id, secrets } = (await create(owner)).json;
  const path = `${inOrg}/${id}/secrets`;
  const second = await owner.post(path, { secretExpiresAfterHours: 24 }, versioned);
  expect([second.status, Object.keys(second.json)]).toEqual([
    201,
    ["createdAt", "expiresAt", "id", "secret"],
  ]);
  expect((await owner.post(path, { secretExpiresAfterHours: 24 }, versioned)).json.errorCode).toBe(
    "VALIDATION_ERROR",
  );
  expect((await owner.delete(`${path}/${secrets[0].id}`, versioned)).status).toBe(204);
  expect((await sendOAuth(emulator.url, "token", id, secrets[0].secret, grant)).status).toBe(401);
  expect((await sendOAuth(emulator.url, "token", id, second.json.secret, grant)).status).toBe(200);
  expect((await owner.delete(`${path}/${secrets[0].id}`, versioned)).json.errorCode).toBe(
    "RESOURCE_NOT_FOUND",
  );
});

test("tokens of a deleted service account are invalid", async () => {
  const { emulator, owner } = await emulateForOwner();
  const { access_token } = (await sendOAuth(emulator.url, "token", clientId, clientSecret, grant)).json;
  expect((await owner.delete(`${inOrg}/${clientId}`, versioned)).status).toBe(204);
  const headers = { authorization: `Bearer ${access_token}` };
  const path = `${emulator.url}/api/atlas/v2/orgs`;
  expect(
    (await sendUnsigned("GET", path, { accept: "application/vnd.atlas.2023-01-01+json", headers })).status,
  ).toBe(401);
  expect((await owner.get(`${inOrg}/${clientId}`, versioned)).status).toBe(404);
});

test("an account created in a project is an organization member and survives removal from the project", async () => {
  const { emulator, owner } = await emulateForOwner();
  const made = await create(owner, inProject, { ...fields, roles: ["GROUP_READ_ONLY"] });
  expect([made.status, made.json.roles]).toEqual([201, ["GROUP_READ_ONLY"]]);
  const { clientId: id, secrets } = made.json;
  expect((await owner.get(`${inOrg}/${id}`, versioned)).json.roles).toEqual(["ORG_MEMBER"]);
  expect((await owner.get(inProject, versioned)).json.results).toHaveLength(1);
  const changed = await owner.patch(`${inProject}/${id}`, { roles: ["GROUP_OWNER"] }, versioned);
  expect(changed.json.roles).toEqual(["GROUP_OWNER"]);
  expect((await owner.delete(`${inProject}/${id}`, versioned)).status).toBe(204);
  expect((await owner.get(`${inProject}/${id}`, versioned)).status).toBe(404);
  expect((await sendOAuth(emulator.url, "token", id, secrets[0].secret, grant)).status).toBe(200);
});

test.each([":invite", "%3Ainvite"])(
  "an account is assigned to a project once with %s, and its projects are listed",
  async (suffix) => {
    const { owner } = await emulateForOwner();
    const path = `${inProject}/${clientId}${suffix}`;
    const invited = await owner.post(path, { roles: ["GROUP_READ_ONLY"] }, versioned);
    expect([invited.status, invited.json.roles]).toEqual([200, ["GROUP_READ_ONLY"]]);
    const again = await owner.post(path, { roles: ["GROUP_READ_ONLY"] }, versioned);
    expect([again.status, again.json.errorCode]).toEqual([400, "INVALID_ROLE_ASSIGNMENT"]);
    expect(again.json.detail).toContain("SERVICE_ACCOUNT_ALREADY_IN_GROUP");
    await owner.post(
      `/groups/${secondProject}/serviceAccounts/${clientId}${suffix}`,
      { roles: ["GROUP_OWNER"] },
      versioned,
    );
    expect((await owner.get(`${inOrg}/${clientId}/groups`, versioned)).json.results).toEqual([
      { groupId: project, roles: ["GROUP_READ_ONLY"] },
      { groupId: secondProject, roles: ["GROUP_OWNER"] },
    ]);
  },
);

test("secrets and access lists are managed in a project too", async () => {
  const { owner } = await emulateForOwner();
  const { clientId: id } = (await create(owner, inProject, { ...fields, roles: ["GROUP_READ_ONLY"] })).json;
  const path = `${inProject}/${id}`;
  expect((await owner.post(`${path}/secrets`, { secretExpiresAfterHours: 8 }, versioned)).status).toBe(201);
  const added = await owner.post(
    `${path}/accessList`,
    [{ ipAddress: "192.0.2.1" }, { cidrBlock: "10.0.0.0/8" }],
    versioned,
  );
  expect(added.status).toBe(200);
  expect(added.json.results).toEqual([
    { cidrBlock: "192.0.2.1/32", createdAt: expect.any(String), ipAddress: "192.0.2.1", requestCount: 0 },
    { cidrBlock: "10.0.0.0/8", createdAt: expect.any(String), requestCount: 0 },
  ]);
  expect((await owner.get(`${inOrg}/${id}/accessList`, versioned)).json.totalCount).toBe(2);
  expect((await owner.delete(`${inOrg}/${id}/accessList/10.0.0.0%2F8`, versioned)).status).toBe(204);
  expect((await owner.delete(`${path}/accessList/192.0.2.1`, versioned)).status).toBe(204);
});

test("a token is rejected from an address that is not on its account's access list", async () => {
  const { emulator, owner } = await emulateForOwner();
  await owner.post(`${inOrg}/${clientId}/accessList`, [{ ipAddress: "192.0.2.1" }], versioned);
  const { access_token } = (await sendOAuth(emulator.url, "token", clientId, clientSecret, grant)).json;
  const from = (address: string) =>
    owner.get(inOrg, {
      accept,
      headers: { authorization: `Bearer ${access_token}`, "x-forwarded-for": address },
    });
  expect((await from("192.0.2.1")).status).toBe(200);
  expect((await from("192.0.2.2")).json.errorCode).toBe("IP_ADDRESS_NOT_ON_ACCESS_LIST");
});

test("a client id of the wrong form is 400", async () => {
  const { owner } = await emulateForOwner();
  expect((await owner.get(`${inOrg}/abc`, versioned)).json.errorCode).toBe("PATH_PARAM_PARSE_ERROR");
});
