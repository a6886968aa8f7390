import type { Seed } from "../../emulator";
import { sendOAuth, sendUnsigned } from "../../testing/emulator/raw-client";
import {
  clientId,
  clientOf,
  clientSecret,
  emulate,
  keyId,
  org,
  project,
  rolesOf,
  twoOrganizations,
} from "../../testing/emulator/two-organizations";

const base = "/api/public/v1.0";
const keys = `${base}/orgs/${org}/apiKeys`;

/** The first organization belongs to Cloud Manager, the second to Atlas. */
function mixed(): Seed {
  const [first, second] = twoOrganizations().organizations;
  if (first === undefined || second === undefined) throw new Error("the seed has two organizations");
  return { organizations: [{ ...first, product: "cloud-manager" }, second] };
}

async function emulateCloudManager(options = {}) {
  const emulator = await emulate({ seed: mixed(), ...options });
  const owner = clientOf(emulator, "owner");
  const plain = { accept: "application/json" };
  return {
    emulator,
    owner,
    get: (path: string) => owner.send("GET", path, plain),
    patch: (path: string, body: unknown) => owner.send("PATCH", path, { ...plain, body }),
  };
}

test("Cloud Manager has no versions and fewer headers", async () => {
  const { get } = await emulateCloudManager();
  const { status, headers } = await get(keys);
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    "content-type": "application/json",
    "strict-transport-security": "max-age=300",
    vary: "Accept-Encoding",
  });
  expect(headers["ratelimit-limit"]).toBeUndefined();
});

test("a PATCH of a key returns it with a masked private key, also with pretty and envelope", async () => {
  const { patch, emulator } = await emulateCloudManager();
  const body = { desc: "renamed", roles: ["ORG_MEMBER", "ORG_READ_ONLY"] };
  const pretty = await patch(`${keys}/${keyId}?pretty=true`, body);
  expect(pretty.status).toBe(200);
  expect(pretty.text).toContain('{\n  "desc" : "renamed",\n');
  expect(pretty.json.privateKey).toMatch(/^\*{8}-\*{4}-\*{4}-\d{12}$/);
  expect(pretty.json.links[0].href).toBe(`${emulator.url}${keys}/${keyId}`);
  const enveloped = await patch(`${keys}/${keyId}?envelope=true`, body);
  expect(Object.keys(enveloped.json)).toEqual(["status", "content"]);
  expect(enveloped.json).toMatchObject({ status: 200, content: { desc: "renamed" } });
});

test("a PATCH of a key requires a description or roles", async () => {
  const { patch } = await emulateCloudManager();
  expect((await patch(`${keys}/${keyId}`, {})).json.errorCode).toBe("MISSING_ONE_OF_ATTRIBUTES");
});

test("Cloud Manager has six organization roles and its own project roles", async () => {
  const { patch } = await emulateCloudManager();
  const streams = await patch(`${keys}/${keyId}`, { roles: ["ORG_STREAM_PROCESSING_ADMIN"] });
  expect(streams.json.errorCode).toBe("INVALID_ENUM_VALUE");
  const path = `${base}/groups/${project}/apiKeys/${keyId}`;
  const monitoring = await patch(path, { roles: ["GROUP_MONITORING_ADMIN"] });
  expect(rolesOf(monitoring.json)).toContain(`${project} GROUP_MONITORING_ADMIN`);
  expect((await patch(path, { roles: ["GROUP_CLUSTER_MANAGER"] })).json.errorCode).toBe(
    "INVALID_ROLE_FOR_GROUP",
  );
});

test("a key is assigned by PATCH, not by POST", async () => {
  const { owner, patch } = await emulateCloudManager();
  const path = `${base}/groups/${project}/apiKeys/5f00000000000000000000a1`;
  expect((await owner.send("POST", path, { body: [{ roles: ["GROUP_OWNER"] }] })).status).toBe(404);
  expect((await patch(path, { roles: ["GROUP_OWNER"] })).status).toBe(200);
});

test("links have Cloud Manager's relations, and organizations no default alerts setting", async () => {
  const { get, patch } = await emulateCloudManager();
  const { json } = await get(`${base}/orgs/${org}`);
  expect(Object.keys(json)).toEqual(["id", "isDeleted", "links", "name"]);
  expect(json.links[1].rel).toBe("http://mms.mongodb.com/groups");
  expect((await patch(`${base}/orgs/${org}`, { name: "Renamed" })).json.name).toBe("Renamed");
});

test("an API key cannot create organizations", async () => {
  const { owner } = await emulateCloudManager();
  const { status, json } = await owner.send("POST", `${base}/orgs`, { body: { name: "x" } });
  expect([status, json.errorCode]).toEqual([403, "API_KEY_CANNOT_CREATE_ORG"]);
});

test("deletions respond 200, or 204 with cloudManagerDeleteStatus", async () => {
  const first = await emulateCloudManager();
  expect((await first.owner.send("DELETE", `${keys}/${keyId}`)).status).toBe(200);
  const second = await emulateCloudManager({ settings: { cloudManagerDeleteStatus: 204 } });
  expect((await second.owner.send("DELETE", `${keys}/${keyId}`)).status).toBe(204);
});

test("the challenge has its own content type, and bearer tokens are rejected", async () => {
  const { emulator } = await emulateCloudManager();
  const challenge = await sendUnsigned("GET", emulator.url + keys);
  expect([challenge.status, challenge.headers["content-type"]]).toEqual([
    401,
    "application/json;charset=ISO-8859-1",
  ]);
  const { access_token } = (
    await sendOAuth(emulator.url, "token", clientId, clientSecret, "grant_type=client_credentials")
  ).json;
  const headers = { authorization: `Bearer ${access_token}` };
  expect((await sendUnsigned("GET", emulator.url + keys, { headers })).status).toBe(401);
});

test("organizations and projects of one API are not found in the other", async () => {
  const { emulator, owner } = await emulateCloudManager();
  const stranger = clientOf(emulator, "stranger");
  const codes = async (client: typeof owner, path: string) => {
    const { status, json } = await client.send("GET", path);
    return [status, json.errorCode];
  };
  expect(await codes(owner, `/api/atlas/v2/orgs/${org}`)).toEqual([404, "NOT_ATLAS_ORG"]);
  expect(await codes(owner, `/api/atlas/v2/groups/${project}`)).toEqual([404, "NOT_ATLAS_GROUP"]);
  expect(await codes(stranger, `${base}/orgs/5f0000000000000000000002`)).toEqual([
    404,
    "EXPECTED_NON_ATLAS_ORG",
  ]);
  expect(await codes(stranger, `${base}/groups/5f0000000000000000000020`)).toEqual([404, "ATLAS_GROUP"]);
  expect((await owner.send("GET", "/api/atlas/v2/orgs")).json.totalCount).toBe(0);
  expect((await owner.send("GET", `${base}/orgs`)).json.totalCount).toBe(1);
});
