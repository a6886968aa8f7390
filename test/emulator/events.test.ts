import type { Emulator } from "../../emulator";
import { sendOAuth, sendUnsigned } from "../../testing/emulator/raw-client";
import {
  clientId,
  clientOf,
  clientSecret,
  emulate,
  emulateForOwner,
  keyId,
  org,
  project,
  publicKeys,
  secondProject,
  userId,
} from "../../testing/emulator/two-organizations";

interface Shown {
  readonly id: string;
  readonly eventTypeName: string;
  readonly created: string;
  readonly [field: string]: unknown;
}

const keys = `/orgs/${org}/apiKeys`;
const inProject = `/groups/${project}/apiKeys`;

/** The feeds of the organization and of the first project, newest first. */
async function feeds(emulator: Emulator, query = "") {
  const owner = clientOf(emulator, "owner");
  const ofOrganization = (await owner.get(`/orgs/${org}/events${query}`)).json.results as Shown[];
  const ofProject = (await owner.get(`/groups/${project}/events${query}`)).json.results as Shown[];
  return { ofOrganization, ofProject };
}

const names = (events: readonly Shown[]) => events.map(({ eventTypeName }) => eventTypeName);

test("a changed role in a project is in the project's feed only, with actor, address and target", async () => {
  const { emulator, owner } = await emulateForOwner({ now: () => Date.UTC(2026, 10, 28, 12, 0, 0, 987) });
  const from = { headers: { "x-forwarded-for": "203.0.113.9" } };
  await owner.patch(`${inProject}/${keyId}`, { roles: ["GROUP_OWNER"] }, from);
  const { ofOrganization, ofProject } = await feeds(emulator);
  expect(ofOrganization).toEqual([]);
  expect(ofProject).toEqual([
    {
      apiKeyId: "5f00000000000000000000a0",
      created: "2026-11-28T12:00:00Z",
      eventTypeName: "API_KEY_ROLES_CHANGED",
      groupId: project,
      id: expect.stringMatching(/^[a-f0-9]{24}$/),
      isGlobalAdmin: false,
      links: [{ href: expect.stringContaining(`/groups/${project}/events/`), rel: "self" }],
      publicKey: publicKeys.owner,
      remoteAddress: "203.0.113.9",
      targetPublicKey: publicKeys.subject,
    },
  ]);
});

test("creating, changing and deleting a key appends the recorded events to their feeds", async () => {
  const { emulator, owner } = await emulateForOwner();
  const { id } = (await owner.post(inProject, { desc: "x", roles: ["GROUP_READ_ONLY"] })).json;
  await owner.patch(`${keys}/${id}`, { desc: "y", roles: ["ORG_READ_ONLY"] });
  await owner.post(`${keys}/${id}/accessList`, [
    { ipAddress: "192.0.2.1" },
    { cidrBlock: "198.51.100.0/24" },
  ]);
  await owner.delete(`${keys}/${id}/accessList/192.0.2.1`);
  await owner.delete(`${inProject}/${id}`);
  await owner.post(`${inProject}/${id}`, [{ roles: ["GROUP_OWNER"] }]);
  await owner.delete(`${keys}/${id}`);
  const { ofOrganization, ofProject } = await feeds(emulator);
  expect(names(ofOrganization)).toEqual([
    "API_KEY_DELETED",
    "API_KEY_ACCESS_LIST_ENTRY_DELETED",
    "API_KEY_ACCESS_LIST_ENTRY_ADDED",
    "API_KEY_ACCESS_LIST_ENTRY_ADDED",
    "API_KEY_DESCRIPTION_CHANGED",
    "API_KEY_ROLES_CHANGED",
    "API_KEY_CREATED",
  ]);
  expect(ofOrganization.map(({ whitelistEntry }) => whitelistEntry).filter(Boolean)).toEqual([
    "192.0.2.1",
    "198.51.100.0/24",
    "192.0.2.1",
  ]);
  expect(names(ofProject)).toEqual([
    "API_KEY_ADDED_TO_GROUP",
    "API_KEY_REMOVED_FROM_GROUP",
    "API_KEY_ADDED_TO_GROUP",
  ]);
  expect(JSON.stringify([ofOrganization, ofProject])).not.toMatch(/ORG_READ_ONLY|GROUP_OWNER|roles/);
});

test("requests without a change, rejected requests and faults append no events", async () => {
  const { emulator, owner } = await emulateForOwner();
  await owner.patch(`${keys}/${keyId}`, { desc: "subject", roles: ["ORG_MEMBER"] });
  await owner.post(keys, { desc: "x", roles: ["GROUP_OWNER"] });
  emulator.fail("createOrgApiKey", 503);
  await owner.post(keys, { desc: "x", roles: ["ORG_MEMBER"] });
  expect(emulator.store.state().events).toBeUndefined();
});

test("creation and deletion of a project are in both feeds, its name and settings in its own", async () => {
  const { emulator, owner } = await emulateForOwner();
  const tags = [{ key: "env", value: "prod" }];
  const { id } = (await owner.post("/groups", { name: "new", orgId: org, tags })).json;
  await owner.patch(`/groups/${id}`, { name: "newer", tags: [] });
  await owner.patch(`/groups/${id}/settings`, {
    isDataExplorerEnabled: false,
    isSchemaAdvisorEnabled: false,
  });
  await owner.patch(`/groups/${id}/limits/atlas.project.deployment.clusters`, { value: 20 });
  const ofProject = (await owner.get(`/groups/${id}/events`)).json.results as Shown[];
  await owner.delete(`/groups/${id}`);
  const { ofOrganization } = await feeds(emulator);
  expect(names(ofProject)).toEqual([
    "PROJECT_LIMIT_UPDATED",
    "DATA_EXPLORER_DISABLED",
    "GROUP_TAGS_MODIFIED",
    "GROUP_NAME_CHANGED",
    "GROUP_TAGS_MODIFIED",
    "GROUP_CREATED",
  ]);
  expect(names(ofOrganization)).toEqual([
    "GROUP_DELETED",
    "GROUP_TAGS_MODIFIED",
    "GROUP_TAGS_MODIFIED",
    "GROUP_CREATED",
  ]);
  expect(ofOrganization[1]).toMatchObject({
    orgId: org,
    groupId: id,
    resourceId: id,
    resourceType: "project",
  });
});

test("changes of an organization append events of documented types, with a link to the project null", async () => {
  const { emulator, owner } = await emulateForOwner();
  await owner.patch(`/orgs/${org}`, { name: "Renamed" });
  await owner.patch(`/orgs/${org}/settings`, {
    multiFactorAuthRequired: true,
    securityContact: "a@example.com",
  });
  const { ofOrganization } = await feeds(emulator);
  expect(names(ofOrganization)).toEqual([
    "SECURITY_CONTACT_MODIFIED",
    "ORG_TWO_FACTOR_AUTH_REQUIRED",
    "ORG_RENAMED",
  ]);
  const [{ links }] = ofOrganization as unknown as [{ links: { href: string }[] }];
  expect(links[0]?.href).toContain("/groups/null/events/");
});

test("feeds have filters by type and date, pages, and totalCount 0 with includeCount=false", async () => {
  let nowMs = Date.UTC(2026, 10, 28, 12, 0, 0);
  const { emulator, owner } = await emulateForOwner({ now: () => nowMs });
  for (const desc of ["a", "b", "c"]) {
    await owner.patch(`${keys}/${keyId}`, { desc });
    nowMs += 60_000;
  }
  await owner.patch(`${keys}/${keyId}`, { roles: ["ORG_READ_ONLY"] });
  const count = async (query: string) => (await feeds(emulator, query)).ofOrganization.length;
  expect(await count("?eventType=API_KEY_DESCRIPTION_CHANGED")).toBe(3);
  expect(await count("?eventType=API_KEY_DESCRIPTION_CHANGED&eventType=API_KEY_ROLES_CHANGED")).toBe(4);
  expect(await count("?minDate=2026-11-28T12:01:00Z&maxDate=2026-11-28T12:02:00Z")).toBe(2);
  const page = (await owner.get(`/orgs/${org}/events?itemsPerPage=3&pageNum=2&includeCount=false`)).json;
  expect([page.results.length, page.totalCount]).toEqual([1, 0]);
  for (const query of ["minDate=yesterday", "eventType=lower", "includeRaw=maybe"]) {
    const { status, json } = await owner.get(`/orgs/${org}/events?${query}`);
    expect([query, status, json.errorCode]).toEqual([query, 400, "INVALID_QUERY_PARAMETER"]);
  }
  expect((await owner.get(`/groups/${project}/events?excludedEventType=GROUP_CREATED`)).status).toBe(200);
});

test("an event is readable in both feeds, with raw if includeRaw is true", async () => {
  const { emulator, owner } = await emulateForOwner();
  await owner.patch(`/groups/${project}`, { tags: [{ key: "env", value: "prod" }] });
  const [event] = (await feeds(emulator)).ofProject;
  for (const path of [`/orgs/${org}/events/${event?.id}`, `/groups/${project}/events/${event?.id}`]) {
    expect((await owner.get(path)).json).toEqual(event);
    const { raw } = (await owner.get(`${path}?includeRaw=true`)).json;
    expect(raw).toMatchObject({
      _t: "GROUP_TAGS_MODIFIED",
      cid: project,
      gn: "shop",
      id: event?.id,
      orgId: org,
    });
  }
  const elsewhere = await owner.get(`/groups/${secondProject}/events/${event?.id}`);
  expect([elsewhere.status, elsewhere.json.errorCode]).toEqual([404, "RESOURCE_NOT_FOUND"]);
});

describe("service accounts", () => {
  const newAccount = { name: "x", description: "x", roles: ["ORG_MEMBER"], secretExpiresAfterHours: 24 };
  const account = { accept: "application/vnd.atlas.2024-08-05+json" };

  /** Makes one change of each kind to an account, as a service account. */
  async function lived(emulator: Emulator): Promise<void> {
    const token = await sendOAuth(
      emulator.url,
      "token",
      clientId,
      clientSecret,
      "grant_type=client_credentials",
    );
    const headers = { authorization: `Bearer ${token.json.access_token}` };
    const send = (method: string, path: string, body?: unknown) =>
      sendUnsigned(method, `${emulator.url}/api/atlas/v2${path}`, {
        ...account,
        headers,
        ...(body !== undefined && { body }),
      });
    const all = `/orgs/${org}/serviceAccounts`;
    const { clientId: id } = (await send("POST", all, newAccount)).json;
    await send("PATCH", `${all}/${id}`, { name: "y", roles: ["ORG_READ_ONLY"] });
    const secret = (await send("POST", `${all}/${id}/secrets`, { secretExpiresAfterHours: 24 })).json;
    await send("DELETE", `${all}/${id}/secrets/${secret.id}`);
    await send("POST", `/groups/${project}/serviceAccounts/${id}:invite`, { roles: ["GROUP_OWNER"] });
    await send("DELETE", `/groups/${project}/serviceAccounts/${id}`);
    await send("DELETE", `${all}/${id}`);
  }

  test("service accounts are not identified as target or actor, as documented", async () => {
    const emulator = await emulate();
    await lived(emulator);
    const { ofOrganization, ofProject } = await feeds(emulator, "?includeRaw=true");
    expect(names(ofOrganization)).toEqual([
      "SERVICE_ACCOUNT_DELETED",
      "SERVICE_ACCOUNT_SECRET_DELETED",
      "SERVICE_ACCOUNT_SECRET_ADDED",
      "SERVICE_ACCOUNT_DETAILS_CHANGED",
      "SERVICE_ACCOUNT_ROLES_CHANGED",
      "SERVICE_ACCOUNT_CREATED",
    ]);
    expect(names(ofProject)).toEqual([
      "SERVICE_ACCOUNT_REMOVED_FROM_GROUP",
      "SERVICE_ACCOUNT_ADDED_TO_GROUP",
    ]);
    expect(JSON.stringify([ofOrganization, ofProject])).not.toMatch(/mdb_sa_id|apiKeyId|publicKey|username/);
  });

  test("serviceAccountsInRaw identifies service accounts in raw", async () => {
    const emulator = await emulate({ settings: { serviceAccountsInRaw: true } });
    await lived(emulator);
    const [event] = (await feeds(emulator, "?includeRaw=true")).ofProject;
    expect(event?.raw).toMatchObject({ clientId, targetClientId: expect.stringMatching(/^mdb_sa_id_/) });
  });
});

test("store.edit with an actor appends that user's events", async () => {
  const emulator = await emulate();
  emulator.store.edit(
    ({ organizations: [first] }) => {
      const key = first?.apiKeys?.find(({ id }) => id === keyId);
      key?.roles?.splice(1, 1, { groupId: project, roleName: "GROUP_OWNER" });
    },
    { actor: "owner@example.com", address: "203.0.113.9" },
  );
  const { ofOrganization, ofProject } = await feeds(emulator);
  expect(ofOrganization).toEqual([]);
  expect(ofProject).toEqual([
    expect.objectContaining({
      eventTypeName: "API_KEY_ROLES_CHANGED",
      userId,
      username: "owner@example.com",
      remoteAddress: "203.0.113.9",
      targetPublicKey: publicKeys.subject,
    }),
  ]);
  expect(ofProject[0]).not.toHaveProperty("apiKeyId");
});

test("PUT of the state accepts an actor and rejects an unknown one", async () => {
  const emulator = await emulate();
  const state = structuredClone(emulator.store.state());
  const put = (query: string) =>
    sendUnsigned("PUT", `${emulator.url}/_emulator/state${query}`, { body: state });
  Object.assign(state.organizations[0] ?? {}, { name: "By hand" });
  expect((await put("?actor=nobody%40example.com")).json.error).toMatch(
    /^actor: there is no user or API key/,
  );
  expect((await put("?actor=owner%40example.com&x=1")).status).toBe(400);
  expect((await put("?actor=owner%40example.com")).status).toBe(204);
  const { ofOrganization } = await feeds(emulator);
  expect(ofOrganization).toEqual([
    expect.objectContaining({ eventTypeName: "ORG_RENAMED", username: "owner@example.com" }),
  ]);
  Object.assign(state.organizations[0] ?? {}, { name: "Again" });
  expect((await put("")).status).toBe(204);
  expect((await feeds(emulator)).ofOrganization).toEqual([]);
});

test("events survive a restart and expire after 30 days", async () => {
  const { emulator, owner } = await emulateForOwner();
  await owner.patch(`${keys}/${keyId}`, { desc: "new" });
  const before = (await feeds(emulator)).ofOrganization;
  expect(before).toHaveLength(1);
  const again = await emulate({ seed: emulator.store.state() });
  const links = (events: readonly Shown[]) => events.map(({ links: _, ...rest }) => rest);
  expect(links((await feeds(again)).ofOrganization)).toEqual(links(before));
  again.advanceClock(30 * 24 * 3600 + 1);
  expect((await feeds(again)).ofOrganization).toEqual([]);
});

test("feeds have their own rate limits of 500 and 300", async () => {
  const { owner } = await emulateForOwner();
  const limit = async (path: string) => (await owner.get(path)).headers["ratelimit-limit"];
  expect([await limit(`/orgs/${org}/events`), await limit(`/groups/${project}/events`)]).toEqual([
    "500",
    "300",
  ]);
  expect((await owner.get(`/orgs/${org}/apiKeys`)).headers["ratelimit-remaining"]).toBe("499");
});

test("an activity feed's link has an id for its filter of at most 20 types, equal for equal filters", async () => {
  const { owner } = await emulateForOwner();
  const accept = { accept: "application/vnd.atlas.2025-03-12+json" };
  const link = async (query: string) =>
    (await owner.get(`/orgs/${org}/activityFeed${query}`, accept)).json.link;
  const one = await link("?eventType=API_KEY_CREATED");
  expect(one).toMatch(/^https:\/\/cloud\.mongodb\.com\/redirect\/[a-f0-9]{24}$/);
  expect(await link("?eventType=API_KEY_CREATED")).toBe(one);
  expect(await link("?eventType=API_KEY_DELETED")).not.toBe(one);
  const tooMany = Array(21).fill("eventType=API_KEY_CREATED").join("&");
  expect((await owner.get(`/orgs/${org}/activityFeed?${tooMany}`, accept)).status).toBe(400);
});

test("every event type that the emulator creates is listed", async () => {
  const { emulator, owner } = await emulateForOwner();
  await owner.patch(`/orgs/${org}`, { name: "Renamed" });
  const listed = (await owner.get("/eventTypes")).json.results as { eventType: string }[];
  const [event] = (await feeds(emulator)).ofOrganization;
  expect(listed.map(({ eventType }) => eventType)).toContain(event?.eventTypeName);
});
