import { DigestClient, sendOAuth } from "../../testing/emulator/raw-client";
import {
  clientId,
  clientOf,
  clientSecret,
  emulate,
  emulateForOwner,
  org,
  project,
  userId,
} from "../../testing/emulator/two-organizations";

const created = { name: "Acme Labs", orgOwnerId: userId, apiKey: { desc: "first", roles: ["ORG_OWNER"] } };

test("only the key created with an organization manages it, and its private key is returned once", async () => {
  const { emulator, owner } = await emulateForOwner();
  const { status, json } = await owner.post("/orgs", created);
  expect(status).toBe(201);
  expect(Object.keys(json)).toEqual(["apiKey", "orgOwnerId", "organization", "skipDefaultAlertsSettings"]);
  expect(json).toMatchObject({ orgOwnerId: userId, organization: { name: "Acme Labs", isDeleted: false } });
  const { id } = json.organization;
  expect((await owner.get(`/orgs/${id}`)).json.errorCode).toBe("USER_CANNOT_ACCESS_ORG");
  const first = new DigestClient(emulator.url, json.apiKey.publicKey, json.apiKey.privateKey);
  expect((await first.get(`/orgs/${id}`)).json.name).toBe("Acme Labs");
  expect((await first.get("/orgs")).json.totalCount).toBe(1);
});

test("an organization can be created with a service account instead of a key", async () => {
  const { emulator, owner } = await emulateForOwner();
  const serviceAccount = { name: "ci", description: "ci", roles: ["ORG_OWNER"], secretExpiresAfterHours: 24 };
  const { json } = await owner.post("/orgs", { name: "New", orgOwnerId: userId, serviceAccount });
  const [secret] = json.serviceAccount.secrets;
  const grant = "grant_type=client_credentials";
  expect(
    (await sendOAuth(emulator.url, "token", json.serviceAccount.clientId, secret.secret, grant)).status,
  ).toBe(200);
});

test.each([
  [{ name: "x" }, 400, "MISSING_ATTRIBUTE", ["orgOwnerId"]],
  [{ orgOwnerId: userId }, 400, "MISSING_ATTRIBUTE", ["name"]],
  [{ ...created, name: "a/b" }, 400, "INVALID_ORG_NAME", ["a/b"]],
  [
    { ...created, orgOwnerId: "5f00000000000000000000ee" },
    404,
    "USER_NOT_FOUND",
    ["5f00000000000000000000ee"],
  ],
  [{ ...created, apiKey: { desc: "x", roles: [] } }, 400, "MISSING_API_KEY_ROLES", []],
  [{ ...created, apiKey: { desc: "x", roles: ["GROUP_OWNER"] } }, 400, "CANNOT_ADD_GROUP_ROLE", []],
  [
    { ...created, serviceAccount: {} },
    400,
    "VALIDATION_ERROR",
    ["apiKey and serviceAccount exclude each other"],
  ],
])("the body %j is rejected, and nothing is created", async (body, status, errorCode, parameters) => {
  const { emulator, owner } = await emulateForOwner();
  const response = await owner.post("/orgs", body);
  expect([response.status, response.json.errorCode, response.json.parameters]).toEqual([
    status,
    errorCode,
    parameters,
  ]);
  expect(emulator.store.state().organizations).toHaveLength(2);
});

test("creating an organization requires an owner in a paying organization", async () => {
  const { emulator } = await emulateForOwner();
  const poor = await clientOf(emulator, "stranger").post("/orgs", { ...created, orgOwnerId: undefined });
  expect([poor.status, poor.json.errorCode]).toEqual([400, "API_KEY_MUST_BE_ASSOCIATED_WITH_PAYING_ORG"]);
  expect(poor.json.detail).toMatch(/^Atlas can't create a new organization unless the calling API key is/);
  expect((await clientOf(emulator, "member").post("/orgs", created)).json.errorCode).toBe(
    "USER_UNAUTHORIZED",
  );
});

test("a PATCH of an organization requires the name", async () => {
  const { emulator, owner } = await emulateForOwner();
  const { status, json } = await owner.patch(`/orgs/${org}`, {
    name: "Acme 2",
    skipDefaultAlertsSettings: true,
  });
  expect([status, json.name, json.skipDefaultAlertsSettings]).toEqual([200, "Acme 2", true]);
  expect(emulator.store.organization(org)?.name).toBe("Acme 2");
  const nameless = await owner.patch(`/orgs/${org}`, { skipDefaultAlertsSettings: true });
  expect([nameless.json.errorCode, nameless.json.parameters]).toEqual(["MISSING_ATTRIBUTE", ["name"]]);
});

test("a PATCH without skipDefaultAlertsSettings resets it, or keeps it with omittedSkipDefaultAlerts: keep", async () => {
  for (const [omittedSkipDefaultAlerts, kept] of [
    ["reset", false],
    ["keep", true],
  ] as const) {
    const { owner } = await emulateForOwner({ settings: { omittedSkipDefaultAlerts } });
    await owner.patch(`/orgs/${org}`, { name: "Acme", skipDefaultAlertsSettings: true });
    expect((await owner.patch(`/orgs/${org}`, { name: "Acme" })).json.skipDefaultAlertsSettings).toBe(kept);
  }
});

test("only an organization without projects can be deleted; its keys are deleted too", async () => {
  const { emulator, owner } = await emulateForOwner();
  const full = await owner.delete(`/orgs/${org}`);
  expect([full.status, full.json.errorCode, full.json.parameters]).toEqual([409, "ORG_NOT_EMPTY", []]);
  for (const { id } of emulator.store.organization(org)?.projects ?? []) {
    const gone = await owner.delete(`/groups/${id}`);
    expect([gone.status, gone.text]).toEqual([202, "{}"]);
  }
  expect((await owner.delete(`/orgs/${org}`)).status).toBe(204);
  expect((await owner.get("/orgs")).status).toBe(401);
  expect(
    (await sendOAuth(emulator.url, "token", clientId, clientSecret, "grant_type=client_credentials")).status,
  ).toBe(401);
  expect(emulator.store.organization(org)).toBeUndefined();
});

test("orgDeleteSettleS responds 500 to a deletion soon after the creation", async () => {
  const { emulator, owner } = await emulateForOwner({ settings: { orgDeleteSettleS: 20 } });
  const { json } = await owner.post("/orgs", created);
  const first = new DigestClient(emulator.url, json.apiKey.publicKey, json.apiKey.privateKey);
  expect((await first.delete(`/orgs/${json.organization.id}`)).json.errorCode).toBe("UNEXPECTED_ERROR");
  emulator.advanceClock(21);
  expect((await first.delete(`/orgs/${json.organization.id}`)).status).toBe(204);
});

describe("settings", () => {
  const path = `/orgs/${org}/settings`;

  test("settings have documented defaults and change one by one", async () => {
    const { owner } = await emulateForOwner();
    const before = {
      apiAccessListRequired: false,
      genAIFeaturesEnabled: true,
      maxServiceAccountSecretValidityInHours: 8760,
      multiFactorAuthRequired: false,
      restrictEmployeeAccess: false,
      streamsCrossGroupEnabled: false,
    };
    expect((await owner.get(path)).json).toEqual(before);
    const sent = {
      multiFactorAuthRequired: true,
      securityContact: "a@example.com",
      operationsContact: "b@example.com",
      customSessionTimeouts: { idleSessionTimeoutInSeconds: 300, absoluteSessionTimeoutInSeconds: null },
    };
    expect((await owner.patch(path, sent)).json).toEqual({
      ...before,
      ...sent,
      customSessionTimeouts: { idleSessionTimeoutInSeconds: 300 },
    });
  });

  test("an empty text removes the security contact, null the operations contact", async () => {
    const { owner } = await emulateForOwner();
    await owner.patch(path, { securityContact: "a@example.com", operationsContact: "b@example.com" });
    const { json } = await owner.patch(path, { securityContact: "", operationsContact: null });
    expect([json.securityContact, json.operationsContact]).toEqual([undefined, undefined]);
  });

  test.each([
    [{ operationsContact: "" }],
    [{ maxServiceAccountSecretValidityInHours: 7 }],
    [{ maxServiceAccountSecretValidityInHours: 8761 }],
    [{ customSessionTimeouts: { idleSessionTimeoutInSeconds: 299 } }],
    [{ customSessionTimeouts: { absoluteSessionTimeoutInSeconds: 43_201 } }],
  ])("%j is rejected", async (body) => {
    const { owner } = await emulateForOwner();
    const { status, json } = await owner.patch(path, body);
    expect([status, json.errorCode]).toEqual([400, "VALIDATION_ERROR"]);
  });

  test("changes of settings have a rate limit of ten, with five more a minute; reading has no limit of its own", async () => {
    const { emulator, owner } = await emulateForOwner({ rateLimits: "real" });
    for (let i = 0; i < 16; i++) expect((await owner.get(path)).status).toBe(200);
    for (let i = 0; i < 10; i++) expect((await owner.patch(path, {})).status).toBe(200);
    const refused = await owner.patch(path, {});
    expect([refused.status, refused.json.parameters.slice(2)]).toEqual([429, [10, 5, 60]]);
    emulator.advanceClock(60);
    const statuses = [];
    for (let i = 0; i < 6; i++) statuses.push((await owner.patch(path, {})).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  });
});

describe("projects", () => {
  test("a PATCH of a project changes single fields and replaces tags", async () => {
    const { emulator, owner } = await emulateForOwner();
    const body = { name: "store", tags: [{ key: "env", value: "prod" }], desc: "what it is for" };
    const { status, json } = await owner.patch(`/groups/${project}`, body);
    expect([status, json.name, json.tags]).toEqual([200, "store", body.tags]);
    expect(emulator.store.project(project)).toMatchObject({ name: "store", desc: "what it is for" });
    expect((await owner.patch(`/groups/${project}`, { tags: [] })).json).toMatchObject({
      name: "store",
      tags: [],
    });
  });

  test("a duplicate project name is rejected", async () => {
    const { owner } = await emulateForOwner();
    const { status, json } = await owner.patch(`/groups/${project}`, { name: "Depot" });
    expect([status, json.errorCode, json.detail]).toEqual([
      409,
      "GROUP_ALREADY_EXISTS",
      'A group with name "Depot" already exists.',
    ]);
  });

  test("deleting a project removes its roles; a project with clusters cannot be deleted", async () => {
    const { emulator, owner } = await emulateForOwner();
    emulator.store.edit(({ organizations }) => {
      const [first] = organizations[0]?.projects ?? [];
      if (first) first.clusterCount = 1;
    });
    expect((await owner.delete(`/groups/${project}`)).json.errorCode).toBe(
      "CANNOT_CLOSE_GROUP_ACTIVE_ATLAS_CLUSTERS",
    );
    emulator.store.edit(({ organizations }) => {
      const [first] = organizations[0]?.projects ?? [];
      if (first) first.clusterCount = 0;
    });
    expect((await owner.delete(`/groups/${project}`)).status).toBe(202);
    expect(JSON.stringify(emulator.store.organization(org)?.apiKeys)).not.toContain(project);
    expect((await owner.get(`/groups/${project}`)).json.errorCode).toBe("GROUP_NOT_FOUND");
  });

  test("projects are found by name; an unknown name is NOT_IN_GROUP", async () => {
    const { emulator, owner } = await emulateForOwner();
    expect((await owner.get("/groups/byName/shop")).json.id).toBe(project);
    const unknown = await owner.get("/groups/byName/nothing%20such");
    expect([unknown.status, unknown.json.errorCode]).toEqual([401, "NOT_IN_GROUP"]);
    expect((await clientOf(emulator, "member").get("/groups/byName/shop")).json.errorCode).toBe(
      "NOT_IN_GROUP",
    );
  });

  test("projects of an organization are listed, with a filter by name prefix", async () => {
    const { owner } = await emulateForOwner();
    expect((await owner.get(`/orgs/${org}/groups`)).json.totalCount).toBe(2);
    const { json } = await owner.get(`/orgs/${org}/groups?name=SH`);
    expect(json.results.map(({ name }: { name: string }) => name)).toEqual(["shop"]);
  });
});

test("the root returns the calling key, and null for a service account", async () => {
  const { emulator, owner } = await emulateForOwner();
  for (const path of ["", "/"]) {
    const { status, json } = await owner.get(path);
    expect(status).toBe(200);
    expect(json).toMatchObject({
      apiKey: { publicKey: owner.publicKey, accessList: [], roles: [{ orgId: org, roleName: "ORG_OWNER" }] },
      appName: "MongoDB Atlas",
      throttling: false,
    });
  }
  const token = (
    await sendOAuth(emulator.url, "token", clientId, clientSecret, "grant_type=client_credentials")
  ).json;
  const headers = { authorization: `Bearer ${token.access_token}` };
  expect((await owner.get("", { headers })).json.apiKey).toBeNull();
});

test("rate limits of the caller's organization and project are returned", async () => {
  const emulator = await emulate();
  const owner = clientOf(emulator, "owner");
  const accept = "application/vnd.atlas.2025-03-12+json";
  const all = await owner.get("/rateLimits", { accept });
  expect(all.status).toBe(200);
  const settings = (await owner.get(`/rateLimits/organizationSettings_org?orgId=${org}`, { accept })).json;
  expect(settings).toEqual({
    capacity: { defaultValue: 10, value: 10 },
    endpointSetId: "organizationSettings_org",
    endpointSetName: "Organization Settings",
    endpoints: [{ method: "PATCH", path: "/api/atlas/v2/orgs/{orgId}/settings" }],
    refillDurationSeconds: { defaultValue: 60, value: 60 },
    refillRate: { defaultValue: 5, value: 5 },
    scope: "ORGANIZATION",
  });
  const ofProject = (await owner.get(`/rateLimits?groupId=${project}`, { accept })).json.results;
  expect(new Set(ofProject.map(({ scope }: { scope: string }) => scope))).toEqual(new Set(["GROUP"]));
  expect((await owner.get("/rateLimits?userId=somebody", { accept })).json.errorCode).toBe(
    "USER_UNAUTHORIZED",
  );
  expect((await owner.get("/rateLimits", { accept: "application/vnd.atlas.preview+json" })).status).toBe(410);
  expect((await owner.get("/rateLimits", { accept: "application/vnd.atlas.2024-08-05+json" })).status).toBe(
    406,
  );
});
