import { sendUnsigned } from "../../testing/emulator/raw-client";
import {
  clientOf,
  emulate,
  emulateForOwner,
  org,
  project,
  userId,
} from "../../testing/emulator/two-organizations";

/** Behaviour of the service that became known in 2026, with the evidence in each title; roles are in operation-permissions.json. */
const clusters = `/groups/${project}/clusters`;
const usersVersion = { accept: "application/vnd.atlas.2025-02-19+json" };

test("an unknown role in a project is rejected with Invalid role (terraform-provider-mongodbatlas PR 4102)", async () => {
  const { owner } = await emulateForOwner();
  const body = { desc: "x", roles: ["GROUP_NOTHING"] };
  const { status, json } = await owner.post(`/groups/${project}/apiKeys`, body);
  expect([status, json.errorCode, json.detail]).toEqual([
    400,
    "INVALID_ROLE_FOR_GROUP",
    expect.stringContaining("Invalid role"),
  ]);
});

test.each([
  ["test/test", "VALIDATION_ERROR", /contains invalid characters\W+Allowable characters include/],
  ["a".repeat(257), "INVALID_JSON_ATTRIBUTE", /exceeded the maximum allowed length of \d+ characters/],
])(
  "the tag %.12s is rejected with the text that terraform-provider-mongodbatlas's TestAccProject_withTags expects",
  async (value, code, text) => {
    const { owner } = await emulateForOwner();
    const tags = [{ key: "invalid-tag", value }];
    for (const response of [
      await owner.post("/groups", { name: "tagged", orgId: org, tags }),
      await owner.patch(`/groups/${project}`, { tags }),
    ]) {
      expect([response.status, response.json.errorCode, response.json.detail]).toEqual([
        400,
        code,
        expect.stringMatching(text),
      ]);
    }
  },
);

test("a second DELETE of a project succeeds shortly after the first (a client's test), and not later", async () => {
  const { emulator, owner } = await emulateForOwner();
  for (const _ of [1, 2]) {
    const { status, text } = await owner.delete(`/groups/${project}`);
    expect([status, text]).toEqual([202, "{}"]);
  }
  expect((await owner.get(`/groups/${project}`)).json.errorCode).toBe("GROUP_NOT_FOUND");
  expect((await clientOf(emulator, "stranger").delete(`/groups/${project}`)).status).toBe(401);
  emulator.advanceClock(10);
  expect((await owner.delete(`/groups/${project}`)).status).toBe(404);
});

test("the caller's address is returned with valid credentials only (207 of 207 recordings)", async () => {
  const { emulator, owner } = await emulateForOwner();
  const refused = await sendUnsigned("GET", `${emulator.url}/api/private/ipinfo`);
  expect([refused.status, refused.headers["www-authenticate"]]).toEqual([
    401,
    expect.stringContaining("Digest "),
  ]);
  const { status, json, headers } = await owner.send("GET", "/api/private/ipinfo");
  expect([status, json]).toEqual([200, { currentIpv4Address: "127.0.0.1" }]);
  expect(headers["x-xgen-up-proto"]).toBe("HTTP/2");
  expect(headers["x-envoy-upstream-service-time"]).toBeUndefined();
});

test("a project has the four settings of 2026, and a change responds with recorded headers", async () => {
  const { owner } = await emulateForOwner();
  const newer = {
    isClusterAiAssistantEnabled: false,
    isNativeRerankingEnabled: true,
    isDataValidationEnabled: true,
    isAtlasHomePageAiAssistantEnabled: false,
  };
  const { json, headers } = await owner.patch(`/groups/${project}/settings`, newer);
  expect(json).toMatchObject(newer);
  expect((await owner.get(`/groups/${project}/settings`)).json).toEqual(json);
  expect(headers.location).toMatch(/\/\/api\/atlas\/v1\.0$/);
  expect(headers["x-java-method"]).toBe("ApiAtlasGroupsResource::patchGroupSettings");
});

test("clusters are listed in the older version too, with the headers that announce its end (70 of 70 recordings)", async () => {
  const { owner } = await emulateForOwner();
  const older = "application/vnd.atlas.2023-02-01+json";
  const { status, headers, json } = await owner.get(clusters, { accept: older });
  expect([status, headers["content-type"]]).toEqual([200, `${older};charset=utf-8`]);
  expect([headers.deprecation, headers.sunset]).toEqual([expect.any(String), expect.any(String)]);
  expect(json.links[0].href).toContain(
    "?includeCount=true&includeDeletedWithRetainedBackups=false&pageNum=1",
  );
  const newest = await owner.get(clusters, { accept: "application/vnd.atlas.2024-08-05+json" });
  expect([newest.status, newest.headers.deprecation]).toEqual([200, undefined]);
  expect((await owner.get(clusters)).status).toBe(406);
});

test("a single project links to its subresources, a project in a list only to itself (69 of 69 recordings)", async () => {
  const { owner } = await emulateForOwner();
  for (const path of ["/groups", `/orgs/${org}/groups`]) {
    for (const { links } of (await owner.get(path)).json.results)
      expect(links).toEqual([{ href: expect.any(String), rel: "self" }]);
  }
  for (const path of [`/groups/${project}`, "/groups/byName/shop"])
    expect((await owner.get(path)).json.links).toHaveLength(7);
});

test("the named owner is the only user of a new project (recorded)", async () => {
  const { owner } = await emulateForOwner();
  const made = await owner.post(`/groups?projectOwnerId=${userId}`, { name: "owned", orgId: org });
  const { json } = await owner.get(`/groups/${made.json.id}/users`, usersVersion);
  expect(json.results).toEqual([expect.objectContaining({ id: userId, roles: ["GROUP_OWNER"] })]);
  expect(json.links[0].href).toContain("flattenTeams=false&includeOrgUsers=false");
  expect((await owner.get(`/groups/${project}/users`, usersVersion)).json.results).toEqual([]);
});

test("a member has a name and dates, an invited user those of the invitation (recorded)", async () => {
  const { emulator, owner } = await emulateForOwner();
  emulator.store.edit(({ organizations: [first] }) => {
    first?.users?.push({
      username: "new@example.com",
      status: "PENDING",
      roles: [{ groupId: project, roleName: "GROUP_OWNER" }],
    });
  });
  const [invited, member] = (await owner.get(`/orgs/${org}/users`, usersVersion)).json.results;
  expect(Object.keys(member)).toEqual(
    expect.arrayContaining(["country", "createdAt", "firstName", "lastAuth", "lastName"]),
  );
  expect(member.roles).toEqual({ groupRoleAssignments: [], orgRoles: ["ORG_OWNER"] });
  expect(invited).toMatchObject({
    inviterUsername: "owner@example.com",
    invitationCreatedAt: expect.any(String),
    roles: {
      groupRoleAssignments: [{ groupId: project, groupRoles: ["GROUP_OWNER"] }],
      orgRoles: ["ORG_MEMBER"],
    },
  });
  expect(invited).not.toHaveProperty("firstName");
});

test("the old lists of invitations have their own deprecation dates (recorded)", async () => {
  const { owner } = await emulateForOwner();
  const deprecation = async (path: string) => (await owner.get(path)).headers.deprecation;
  expect(await deprecation(`/groups/${project}/invites`)).toBe("Wed, 4 Oct 2023 00:00:00 GMT");
  expect(await deprecation(`/orgs/${org}/invites`)).toBe("Wed, 19 Feb 2025 00:00:00 GMT");
});

test("errors of GET and POST have Vary, errors of PATCH and DELETE do not (recorded since July 2026)", async () => {
  const emulator = await emulate();
  const member = clientOf(emulator, "member");
  const path = `/orgs/${org}/apiKeys`;
  const key = `${path}/5f00000000000000000000ff`;
  const vary = (response: Awaited<ReturnType<typeof member.get>>) => [response.status, response.headers.vary];
  expect(vary(await member.get(key))).toEqual([400, "Accept-Encoding"]);
  expect(vary(await member.post(path, {}))).toEqual([401, "Accept-Encoding"]);
  expect(vary(await member.patch(key, {}))).toEqual([401, undefined]);
  expect(vary(await member.delete(key))).toEqual([401, undefined]);
});

test("Project Read Only reads the setting of slow operations (documented)", async () => {
  const emulator = await emulate();
  const path = `/groups/${project}/managedSlowMs`;
  expect((await clientOf(emulator, "projread").get(path)).status).toBe(200);
  expect((await clientOf(emulator, "member").get(path)).json.errorCode).toBe("USER_CANNOT_ACCESS_GROUP");
});
