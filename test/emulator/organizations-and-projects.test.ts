import {
  clientOf,
  emulateForOwner,
  org,
  otherOrg,
  project,
  publicKeys,
} from "../../testing/emulator/two-organizations";

test("organizations: only the caller's is listed", async () => {
  const { emulator, owner } = await emulateForOwner();
  const { status, json } = await owner.get("/orgs");
  expect(status).toBe(200);
  expect(json).toEqual({
    links: [
      {
        href: `${emulator.url}/api/atlas/v2/orgs?includeCount=true&name=&pageNum=1&itemsPerPage=100`,
        rel: "self",
      },
    ],
    results: [
      {
        id: org,
        isDeleted: false,
        links: [{ href: `${emulator.url}/api/atlas/v2/orgs/${org}`, rel: "self" }],
        name: "Acme",
        skipDefaultAlertsSettings: false,
      },
    ],
    totalCount: 1,
  });
});

test("organizations are filtered by name prefix", async () => {
  const { owner } = await emulateForOwner();
  expect((await owner.get("/orgs?name=aC")).json.totalCount).toBe(1);
  expect((await owner.get("/orgs?name=cme")).json.totalCount).toBe(0);
});

test("a single organization links to its subresources", async () => {
  const { owner } = await emulateForOwner();
  const { json } = await owner.get(`/orgs/${org}`);
  expect(json.links.map(({ rel }: { rel: string }) => rel)).toEqual([
    "self",
    "https://cloud.mongodb.com/groups",
    "https://cloud.mongodb.com/teams",
    "https://cloud.mongodb.com/users",
  ]);
});

test("projects are sorted by name, upper case first, and limited to those with a role of the caller", async () => {
  const { emulator, owner } = await emulateForOwner();
  const names = async (client: typeof owner) =>
    (await client.get("/groups")).json.results.map(({ name }: { name: string }) => name);
  expect(await names(owner)).toEqual(["Depot", "shop"]);
  expect(await names(clientOf(emulator, "projread"))).toEqual(["shop"]);
  expect(await names(clientOf(emulator, "member"))).toEqual([]);
});

test("a new project is 201 with the recorded fields, and tags only if they were sent", async () => {
  const { emulator, owner } = await emulateForOwner();
  const response = await owner.post("/groups", { name: "new", orgId: org });
  expect(response.status).toBe(201);
  expect(response.headers.location).toBe(`${emulator.url}//api/atlas/v1.0`);
  expect(Object.keys(response.json)).toEqual([
    "clusterCount",
    "created",
    "id",
    "links",
    "name",
    "orgId",
    "withDefaultAlertsSettings",
  ]);
  expect(response.json.created).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  const tagged = await owner.post("/groups", {
    name: "tagged",
    orgId: org,
    tags: [{ key: "a", value: "b" }],
  });
  expect(tagged.json.tags).toEqual([{ key: "a", value: "b" }]);
  expect((await owner.get(`/groups/${response.json.id}`)).json.tags).toEqual([]);
});

test("the read-only fields that the Go SDK sends with a new project are accepted", async () => {
  const { owner } = await emulateForOwner();
  const body = { clusterCount: 0, created: "0001-01-01T00:00:00Z", name: "new", orgId: org };
  expect((await owner.post("/groups", body)).status).toBe(201);
});

test("the creating key becomes an owner of its project", async () => {
  const { emulator } = await emulateForOwner();
  const { json } = await clientOf(emulator, "creator").post("/groups", { name: "new", orgId: org });
  expect(emulator.store.apiKey(publicKeys.creator)?.roles).toContainEqual({
    groupId: json.id,
    roleName: "GROUP_OWNER",
  });
});

test.each([
  [{ name: "shop", orgId: org }, 409, "GROUP_ALREADY_EXISTS", ["shop"]],
  [{ name: "a/b", orgId: org }, 400, "INVALID_GROUP_NAME", ["a/b"]],
  [{ name: "new" }, 400, "MISSING_ATTRIBUTE", ["orgId"]],
  [{ name: "new", orgId: "5f00000000000000000000ee" }, 404, "ORG_NOT_FOUND", ["5f00000000000000000000ee"]],
  [{ name: "new", orgId: otherOrg }, 401, "USER_CANNOT_ACCESS_ORG", []],
  [
    { name: "new", orgId: org, regionUsageRestrictions: "GOV_REGIONS_ONLY" },
    400,
    "INVALID_ATTRIBUTE",
    ["regionUsageRestrictions"],
  ],
])("a project cannot be created from %j", async (body, status, errorCode, parameters) => {
  const { owner } = await emulateForOwner();
  const response = await owner.post("/groups", body);
  expect([response.status, response.json.errorCode, response.json.parameters]).toEqual([
    status,
    errorCode,
    parameters,
  ]);
});

test("the error for an unknown project is as recorded", async () => {
  const { owner } = await emulateForOwner();
  const response = await owner.get("/groups/111111111111111111111111");
  expect(response.status).toBe(404);
  expect(response.text).toBe(
    '{"detail":"No group with ID 111111111111111111111111 exists.","error":404,"errorCode":"GROUP_NOT_FOUND","parameters":["111111111111111111111111"],"reason":"Not Found"}',
  );
  expect(response.headers["x-error-code"]).toBe("GROUP_NOT_FOUND");
  expect(response.headers["content-type"]).toBe("application/json");
  expect(response.headers["ratelimit-limit"]).toBeUndefined();
});

test("a member cannot create projects", async () => {
  const { emulator } = await emulateForOwner();
  const { status, json } = await clientOf(emulator, "member").post("/groups", { name: "new", orgId: org });
  expect([status, json.errorCode]).toEqual([401, "USER_UNAUTHORIZED"]);
});

test("the first link of a project is its self link", async () => {
  const { emulator, owner } = await emulateForOwner();
  const { json } = await owner.get(`/groups/${project}`);
  expect(json).toMatchObject({ id: project, name: "shop", orgId: org, clusterCount: 0, tags: [] });
  expect(json.links[0]).toEqual({ href: `${emulator.url}/api/atlas/v2/groups/${project}`, rel: "self" });
});
