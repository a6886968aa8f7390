import { sendOAuth, sendUnsigned } from "../../testing/emulator/raw-client";
import {
  clientId,
  clientSecret,
  emulate,
  emulateForOwner,
  keyId,
  org,
  twoOrganizations,
} from "../../testing/emulator/two-organizations";
import { SecretSearch } from "../../testing/secrets/secret-search";

const at = (url: string, name: string) => `${url}/_emulator/${name}`;

test("the health check needs no credentials", async () => {
  const { url } = await emulate();
  expect((await sendUnsigned("GET", at(url, "health"))).json).toEqual({ ok: true });
});

test("the log has the requests of clients, not those of the control interface, and can be cleared", async () => {
  const { emulator, owner } = await emulateForOwner();
  await owner.get("/orgs");
  const { json } = await sendUnsigned("GET", at(emulator.url, "requests"));
  expect(
    json.map(({ operationId, status }: { operationId: string; status: number }) => [operationId, status]),
  ).toEqual([
    ["listOrgs", 401],
    ["listOrgs", 200],
  ]);
  expect((await sendUnsigned("DELETE", at(emulator.url, "requests"))).status).toBe(204);
  expect((await sendUnsigned("GET", at(emulator.url, "requests"))).json).toEqual([]);
});

test("maxLoggedRequests limits the log", async () => {
  const { emulator, owner } = await emulateForOwner({ maxLoggedRequests: 5 });
  for (let i = 0; i < 8; i++) await owner.get(`/orgs?pageNum=${i + 1}`);
  expect(emulator.requests.map(({ query }) => query.pageNum?.[0])).toEqual(["4", "5", "6", "7", "8"]);
});

test("the log contains no secret", async () => {
  const { emulator, owner } = await emulateForOwner();
  const { json } = await owner.post(`/orgs/${org}/apiKeys`, { desc: "x", roles: ["ORG_MEMBER"] });
  const log = (await sendUnsigned("GET", at(emulator.url, "requests"))).text;
  expect(log).not.toContain(json.privateKey);
  expect(log).not.toContain(owner.privateKey);
});

test("the state has all data in the seed's format and loads unchanged", async () => {
  const { emulator, owner } = await emulateForOwner();
  const { json: key } = await owner.post(`/orgs/${org}/apiKeys`, { desc: "new", roles: ["ORG_OWNER"] });
  const state = (await sendUnsigned("GET", at(emulator.url, "state"))).json;
  const kept = state.organizations[0].apiKeys.find(({ id }: { id: string }) => id === key.id);
  expect(kept).toMatchObject({ privateKey: key.privateKey, roles: [{ orgId: org, roleName: "ORG_OWNER" }] });
  expect((await sendUnsigned("PUT", at(emulator.url, "state"), { body: state })).status).toBe(204);
  expect((await sendUnsigned("GET", at(emulator.url, "state"))).json).toEqual(state);
});

test("the state with secrets=omit has no secrets and is a valid seed", async () => {
  const { emulator, owner } = await emulateForOwner();
  await owner.post(`/orgs/${org}/apiKeys`, { desc: "new", roles: ["ORG_OWNER"] });
  await sendOAuth(emulator.url, "token", clientId, clientSecret, "grant_type=client_credentials");
  const whole = emulator.store.state();
  const keys = whole.organizations.flatMap(({ apiKeys = [] }) => apiKeys);
  const search = new SecretSearch({
    clientSecret,
    token: whole.tokens?.[0]?.sha256 ?? "",
    ...Object.fromEntries(keys.map(({ id, privateKey = "" }) => [`key ${id}`, privateKey])),
  });
  const { text, json } = await sendUnsigned("GET", at(emulator.url, "state?secrets=omit"));
  expect(search.found(text)).toEqual([]);
  expect(search.found(JSON.stringify(whole))).toHaveLength(keys.length + 2);
  expect((await sendUnsigned("PUT", at(emulator.url, "state"), { body: json })).status).toBe(204);
  const again = emulator.store.state().organizations[0];
  expect(again?.apiKeys?.map(({ id, roles }) => [id, roles])).toEqual(
    whole.organizations[0]?.apiKeys?.map(({ id, roles }) => [id, roles]),
  );
  expect(again?.serviceAccounts).toHaveLength(1);
});

test.each(["?secrets", "?secrets=no", "?redacted=true", "?secrets=omit&secrets=omit"])(
  "the query %s of the state is rejected",
  async (query) => {
    const { emulator, owner } = await emulateForOwner();
    const { status, text } = await sendUnsigned("GET", at(emulator.url, `state${query}`));
    expect([status, text]).toEqual([400, expect.stringContaining("?secrets=omit")]);
    expect(text).not.toContain(owner.privateKey);
  },
);

test("PUT of the state and store.edit change data without a request of a client", async () => {
  const { emulator, owner } = await emulateForOwner();
  const state = (await sendUnsigned("GET", at(emulator.url, "state"))).json;
  state.organizations[0].apiKeys = state.organizations[0].apiKeys.filter(
    ({ id }: { id: string }) => id !== keyId,
  );
  await sendUnsigned("PUT", at(emulator.url, "state"), { body: state });
  expect((await owner.get(`/orgs/${org}/apiKeys/${keyId}`)).status).toBe(400);
  emulator.store.edit(({ organizations }) => {
    const [first] = organizations;
    if (first) first.name = "Renamed";
  });
  expect((await owner.get(`/orgs/${org}`)).json.name).toBe("Renamed");
});

test("a state may be larger than the body limit of the API", async () => {
  const { url } = await emulate();
  const [first] = twoOrganizations().organizations;
  const apiKeys = Array.from({ length: 10_000 }, () => ({ desc: "x".repeat(200) }));
  expect(
    (await sendUnsigned("PUT", at(url, "state"), { body: { organizations: [{ ...first, apiKeys }] } }))
      .status,
  ).toBe(204);
});

test.each([
  [
    "state",
    { organizations: [{ id: "x", name: "n" }] },
    "organizations[0].id: 24 lower-case hexadecimal digits",
  ],
  [
    "state",
    { organizations: [{ id: org, name: "n", colour: 1 }] },
    'organizations[0]: Unrecognized key: "colour"',
  ],
  ["faults", [{ operation: "*", kind: "flood" }], "[0].kind: "],
  ["faults", [{ operation: "nope", kind: "truncate" }], '[0].operation: there is no operation "nope" here'],
])("an invalid %s is 400 with the path, and nothing changes", async (name, body, message) => {
  const { emulator } = await emulateForOwner();
  const before = emulator.store.state();
  const response = await sendUnsigned("PUT", at(emulator.url, name), { body });
  expect(response.status).toBe(400);
  expect(response.json.error).toContain(message);
  expect(response.json.error).not.toContain("\n");
  expect(emulator.store.state()).toEqual(before);
});

test("faults are listed with their remaining times, replaced and cleared", async () => {
  const { emulator, owner } = await emulateForOwner();
  const faults = [{ operation: "listOrgs", kind: "status", status: 500, times: 2 }];
  expect((await sendUnsigned("PUT", at(emulator.url, "faults"), { body: faults })).status).toBe(204);
  expect((await owner.get("/orgs")).status).toBe(500);
  expect((await sendUnsigned("GET", at(emulator.url, "faults"))).json).toEqual([{ ...faults[0], times: 1 }]);
  await sendUnsigned("PUT", at(emulator.url, "faults"), { body: [] });
  expect((await owner.get("/orgs")).status).toBe(200);
});

test("the clock moves forward only", async () => {
  const { url } = await emulate({ now: () => 0 });
  expect((await sendUnsigned("POST", at(url, "clock"), { body: { advanceS: 3600 } })).json).toEqual({
    now: "1970-01-01T01:00:00.000Z",
  });
  expect((await sendUnsigned("POST", at(url, "clock"), { body: { advanceS: -1 } })).status).toBe(400);
  expect((await sendUnsigned("POST", at(url, "clock"), { raw: "{" })).status).toBe(400);
});

test("unknown paths are 404, other methods 405", async () => {
  const { url } = await emulate();
  expect((await sendUnsigned("GET", at(url, "nothing"))).status).toBe(404);
  expect((await sendUnsigned("GET", at(url, "constructor"))).status).toBe(404);
  expect((await sendUnsigned("POST", at(url, "health"), { body: {} })).status).toBe(405);
});
