import { mediaType, sendOAuth, sendUnsigned } from "../../testing/emulator/raw-client";
import {
  clientId,
  clientSecret,
  emulateForOwner,
  keyId,
  org,
} from "../../testing/emulator/two-organizations";

const keys = `/orgs/${org}/apiKeys`;
const body = { desc: "x", roles: ["ORG_MEMBER"] };

test("a status fault responds without executing, as many times as set", async () => {
  const { emulator, owner } = await emulateForOwner();
  const fault = { kind: "status", status: 503, errorCode: "SOME_CODE", retryAfterS: 7, times: 2 } as const;
  emulator.fail("createOrgApiKey", fault);
  const before = emulator.store.organization(org)?.apiKeys?.length;
  for (let i = 0; i < 2; i++) {
    const response = await owner.post(keys, body);
    expect([response.status, response.json.errorCode, response.headers["retry-after"]]).toEqual([
      503,
      "SOME_CODE",
      "7",
    ]);
  }
  expect(emulator.store.organization(org)?.apiKeys?.length).toBe(before);
  expect((await owner.post(keys, body)).status).toBe(200);
});

test("short forms of faults apply to one request each, in order", async () => {
  const { emulator, owner } = await emulateForOwner();
  emulator.fail("getOrgApiKey", [429, "reset", 500]);
  const path = `${keys}/${keyId}`;
  expect((await owner.get(path)).status).toBe(429);
  await expect(owner.get(path)).rejects.toThrow();
  expect((await owner.get(path)).status).toBe(500);
  expect((await owner.get(path)).status).toBe(200);
  expect(emulator.requests.map(({ status, fault }) => [status, fault])).toEqual([
    [401, undefined],
    [429, "status"],
    [0, "reset-before"],
    [500, "status"],
    [200, undefined],
  ]);
});

test("reset faults reset the connection before or after the request is executed", async () => {
  const { emulator, owner } = await emulateForOwner();
  await owner.get("/orgs");
  const count = () => emulator.store.organization(org)?.apiKeys?.length ?? 0;
  const before = count();
  emulator.fail("createOrgApiKey", [
    { kind: "reset-before", times: 1 },
    { kind: "reset-after-commit", times: 1 },
  ]);
  await expect(owner.post(keys, body)).rejects.toThrow();
  expect(count()).toBe(before);
  await expect(owner.post(keys, body)).rejects.toThrow();
  expect(count()).toBe(before + 1);
});

test("a delay fault delays the execution", async () => {
  const { emulator, owner } = await emulateForOwner();
  await owner.get("/orgs");
  emulator.fail("listOrgs", { kind: "delay", ms: 120, times: 1 });
  const started = performance.now();
  expect((await owner.get("/orgs")).status).toBe(200);
  expect(performance.now() - started).toBeGreaterThan(110);
});

test("an html fault responds with a proxy's error page", async () => {
  const { emulator, owner } = await emulateForOwner();
  emulator.fail("*", { kind: "html", times: 1 });
  const response = await owner.get("/orgs");
  expect([response.status, response.headers["content-type"]]).toEqual([502, "text/html; charset=utf-8"]);
  expect(response.text).toContain("<html>");
});

test("a truncate fault executes the request and sends half of the body", async () => {
  const { emulator, owner } = await emulateForOwner();
  emulator.fail("createOrgApiKey", { kind: "truncate", times: 1 });
  const before = emulator.store.organization(org)?.apiKeys?.length ?? 0;
  const response = await owner.post(keys, body);
  expect([response.status, response.json]).toEqual([200, undefined]);
  expect(response.text).toMatch(/^\{"desc"/);
  expect(emulator.store.organization(org)?.apiKeys?.length).toBe(before + 1);
});

test("a stale read returns earlier data; writes and later reads use current data", async () => {
  let nowMs = Date.UTC(2030, 0, 1);
  const { emulator, owner } = await emulateForOwner({ now: () => nowMs });
  emulator.fail("getOrgApiKey", { kind: "stale-read", ms: 5000 });
  const desc = async () => (await owner.get(`${keys}/${keyId}`)).json.desc;
  await owner.patch(`${keys}/${keyId}`, { desc: "first" });
  nowMs += 1000;
  await owner.patch(`${keys}/${keyId}`, { desc: "second" });
  expect(await desc()).toBe("subject");
  nowMs += 4500;
  expect(await desc()).toBe("first");
  nowMs += 1000;
  expect(await desc()).toBe("second");
});

test("a stale read does not find a new key and finds a deleted one", async () => {
  const { emulator, owner } = await emulateForOwner();
  emulator.fail("getOrgApiKey", { kind: "stale-read", ms: 60_000 });
  const created = await owner.post(keys, body);
  expect((await owner.get(`${keys}/${created.json.id}`)).status).toBe(400);
  await owner.delete(`${keys}/${keyId}`);
  expect((await owner.get(`${keys}/${keyId}`)).status).toBe(200);
  emulator.clearFaults();
  expect((await owner.get(`${keys}/${keyId}`)).status).toBe(400);
});

test("faults accept newer operation names, and those of OAuth", async () => {
  const { emulator, owner } = await emulateForOwner();
  emulator.fail("updateApiKeyRoles", 500);
  const path = `/groups/5f0000000000000000000010/apiKeys/${keyId}`;
  expect((await owner.patch(path, { roles: ["GROUP_OWNER"] })).status).toBe(500);
  emulator.fail("oauthToken", 503);
  const response = await sendOAuth(
    emulator.url,
    "token",
    clientId,
    clientSecret,
    "grant_type=client_credentials",
  );
  expect(response.status).toBe(503);
});

test("a request without valid credentials uses no fault", async () => {
  const { emulator, owner } = await emulateForOwner();
  emulator.fail("*", 500);
  expect((await sendUnsigned("GET", `${emulator.url}/api/atlas/v2/orgs`, { accept: mediaType })).status).toBe(
    401,
  );
  expect((await owner.get("/orgs")).status).toBe(500);
});

test("a fault for an unknown operation is rejected", async () => {
  const { emulator } = await emulateForOwner();
  expect(() => emulator.fail("createEverything", 500)).toThrow(
    'there is no operation "createEverything" here',
  );
});
