import type { Emulator } from "../../emulator";
import {
  type DigestClient,
  type RequestOptions,
  sendOAuth,
  sendUnsigned,
} from "../../testing/emulator/raw-client";
import {
  clientOf,
  emulateForOwner,
  org,
  project,
  secondProject,
} from "../../testing/emulator/two-organizations";

const versioned: RequestOptions = { accept: "application/vnd.atlas.2024-08-05+json" };
const inOrg = `/orgs/${org}/serviceAccounts`;
const inProject = `/groups/${project}/serviceAccounts`;
const day = 24 * 3600;
const start = Date.UTC(2030, 0, 1);

interface Made {
  readonly clientId: string;
  readonly secrets: readonly { readonly id: string; readonly secret: string }[];
}

const fields = { name: "deploy", description: "deploys", secretExpiresAfterHours: 30 * 24 };

async function createAccount(owner: DigestClient, path = inOrg, role = "ORG_MEMBER"): Promise<Made> {
  return (await owner.post(path, { ...fields, roles: [role] }, versioned)).json;
}

const secretsOf = async (owner: DigestClient, id: string) =>
  (await owner.get(`${inOrg}/${id}`, versioned)).json.secrets as {
    id: string;
    expiresAt: string;
    lastUsedAt?: string;
  }[];

const addSecret = (by: DigestClient, id: string, hours = 30 * 24, path = inOrg) =>
  by.post(`${path}/${id}/secrets`, { secretExpiresAfterHours: hours }, versioned);

async function tokenFor({ url }: Emulator, { clientId, secrets }: Made, at = 0): Promise<string> {
  const { json } = await sendOAuth(
    url,
    "token",
    clientId,
    secrets[at]?.secret ?? "",
    "grant_type=client_credentials",
  );
  return json.access_token;
}

async function statusWith({ url }: Emulator, token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}`, accept: "application/vnd.atlas.2023-01-01+json" };
  return (await sendUnsigned("GET", `${url}/api/atlas/v2/orgs`, { headers })).status;
}

test("a second secret limits the first to seven days (rotate-service-account-secrets)", async () => {
  const { emulator, owner } = await emulateForOwner({ now: () => start });
  const { clientId: id, secrets } = await createAccount(owner);
  emulator.advanceClock(day);
  await addSecret(owner, id);
  const [first, second] = await secretsOf(owner, id);
  expect([first?.expiresAt, second?.expiresAt]).toEqual(["2030-01-09T00:00:00Z", "2030-02-01T00:00:00Z"]);
  const refused = async () =>
    (await sendOAuth(emulator.url, "token", id, secrets[0]?.secret ?? "", "grant_type=client_credentials"))
      .status;
  emulator.advanceClock(7 * day - 60);
  expect(await refused()).toBe(200);
  emulator.advanceClock(61);
  expect(await refused()).toBe(401);
});

test("a secret with less than seven days left keeps its expiry", async () => {
  const { owner } = await emulateForOwner({ now: () => start });
  const { clientId: id } = (
    await owner.post(inOrg, { ...fields, secretExpiresAfterHours: 48, roles: ["ORG_MEMBER"] }, versioned)
  ).json;
  await addSecret(owner, id);
  expect((await secretsOf(owner, id))[0]?.expiresAt).toBe("2030-01-03T00:00:00Z");
});

test("an expired secret counts as one of two until it is deleted", async () => {
  const { emulator, owner } = await emulateForOwner({ now: () => start });
  const { clientId: id } = await createAccount(owner);
  await addSecret(owner, id, 8);
  emulator.advanceClock(9 * 3600);
  expect((await addSecret(owner, id)).json.errorCode).toBe("VALIDATION_ERROR");
  const [, expired] = await secretsOf(owner, id);
  await owner.delete(`${inOrg}/${id}/secrets/${expired?.id}`, versioned);
  expect((await addSecret(owner, id)).status).toBe(201);
});

test("of two concurrent secrets for an account one is rejected; another account's is not", async () => {
  // Long enough for requests of a slow machine to be concurrent.
  const { emulator, owner } = await emulateForOwner({ settings: { secretCreationMs: 500 } });
  const { clientId: id } = await createAccount(owner);
  const { clientId: other } = await createAccount(owner);
  const member = clientOf(emulator, "member");
  const second = clientOf(emulator, "owner");
  const third = clientOf(emulator, "owner");
  for (const client of [second, third, member]) await client.get("/orgs");
  const responses = await Promise.all([
    addSecret(owner, id),
    addSecret(second, id),
    addSecret(third, other),
    addSecret(member, id),
  ]);
  const results = responses.map(({ status, json }) => `${status} ${json.errorCode ?? ""}`.trim());
  expect(results.slice(0, 2).sort()).toEqual(["201", "409 DATA_CONCURRENCY_ERROR"]);
  expect(results.slice(2)).toEqual(["201", "401 USER_UNAUTHORIZED"]);
  expect(await secretsOf(owner, id)).toHaveLength(2);
});

test("tokens expire with their secret when it is deleted; those of the other secret stay valid", async () => {
  const { emulator, owner } = await emulateForOwner();
  const made = await createAccount(owner);
  const second = (await addSecret(owner, made.clientId)).json;
  const both = { ...made, secrets: [...made.secrets, second] };
  const [ofFirst, ofSecond] = [await tokenFor(emulator, both, 0), await tokenFor(emulator, both, 1)];
  expect([await statusWith(emulator, ofFirst), await statusWith(emulator, ofSecond)]).toEqual([200, 200]);
  await owner.delete(`${inOrg}/${made.clientId}/secrets/${made.secrets[0]?.id}`, versioned);
  expect([await statusWith(emulator, ofFirst), await statusWith(emulator, ofSecond)]).toEqual([401, 200]);
  const again = await emulateForOwner({ seed: emulator.store.state() });
  expect(await statusWith(again.emulator, ofSecond)).toBe(200);
});

test("a token expires with its secret, before its hour is over", async () => {
  const { emulator, owner } = await emulateForOwner({ now: () => start });
  const made = (
    await owner.post(inOrg, { ...fields, secretExpiresAfterHours: 8, roles: ["ORG_MEMBER"] }, versioned)
  ).json;
  emulator.advanceClock(8 * 3600 - 60);
  const token = await tokenFor(emulator, made);
  expect(await statusWith(emulator, token)).toBe(200);
  emulator.advanceClock(61);
  expect(await statusWith(emulator, token)).toBe(401);
});

test("the use of a secret and of an entry is reported within five minutes", async () => {
  const { emulator, owner } = await emulateForOwner({ now: () => start + 1000 });
  const made = await createAccount(owner);
  const path = `${inOrg}/${made.clientId}`;
  await owner.post(`${path}/accessList`, [{ ipAddress: "192.0.2.7" }], versioned);
  const token = await tokenFor(emulator, made);
  const use = () =>
    sendUnsigned("GET", `${emulator.url}/api/atlas/v2/orgs`, {
      accept: "application/vnd.atlas.2023-01-01+json",
      headers: { authorization: `Bearer ${token}`, "x-forwarded-for": "192.0.2.7" },
    });
  const told = async () => {
    const [entry] = (await owner.get(`${path}/accessList`, versioned)).json.results;
    const [secret] = await secretsOf(owner, made.clientId);
    return [secret?.lastUsedAt, entry.requestCount, entry.lastUsedAddress];
  };
  await use();
  expect(await told()).toEqual([undefined, 0, undefined]);
  emulator.advanceClock(300);
  expect(await told()).toEqual(["2030-01-01T00:00:01Z", 1, "192.0.2.7"]);
  await use();
  expect((await told())[1]).toBe(1);
  emulator.advanceClock(300);
  expect((await told())[1]).toBe(2);
});

test("an account created in a project is a member of the organization and stays there after removal from the project", async () => {
  const { emulator, owner } = await emulateForOwner();
  const made = await createAccount(owner, inProject, "GROUP_READ_ONLY");
  const token = await tokenFor(emulator, made);
  expect((await owner.delete(`${inProject}/${made.clientId}`, versioned)).status).toBe(204);
  expect((await owner.get(`${inOrg}/${made.clientId}`, versioned)).json.roles).toEqual(["ORG_MEMBER"]);
  expect([await statusWith(emulator, token), (await secretsOf(owner, made.clientId)).length]).toEqual([
    200, 1,
  ]);
});

test("a project's owner manages secrets only of accounts without roles outside the project", async () => {
  const { emulator, owner } = await emulateForOwner();
  const projowner = clientOf(emulator, "projowner");
  const made = await createAccount(projowner, inProject, "GROUP_READ_ONLY");
  const added = await addSecret(projowner, made.clientId, 8, inProject);
  expect(added.status).toBe(201);
  const invite = `/groups/${secondProject}/serviceAccounts/${made.clientId}:invite`;
  expect((await owner.post(invite, { roles: ["GROUP_READ_ONLY"] }, versioned)).status).toBe(200);
  const remove = (by: DigestClient) =>
    by.delete(`${inProject}/${made.clientId}/secrets/${added.json.id}`, versioned);
  const refused = await remove(projowner);
  expect([refused.status, refused.json.errorCode]).toEqual([401, "USER_UNAUTHORIZED"]);
  expect((await addSecret(projowner, made.clientId, 8, inProject)).status).toBe(401);
  expect((await remove(owner)).status).toBe(204);
});

test("withoutInitialSecret is an unknown field, and accepted with the setting of that name", async () => {
  const body = { name: "x", description: "x", roles: ["ORG_MEMBER"], withoutInitialSecret: true };
  const strict = await emulateForOwner();
  const refused = await strict.owner.post(inOrg, body, versioned);
  expect([refused.status, refused.json.errorCode]).toEqual([400, "INVALID_ATTRIBUTE"]);
  const { emulator, owner } = await emulateForOwner({ settings: { withoutInitialSecret: "accept" } });
  const { status, json } = await owner.post(inOrg, body, versioned);
  expect([status, json.secrets]).toEqual([201, []]);
  const both = await owner.post(inOrg, { ...body, secretExpiresAfterHours: 8 }, versioned);
  expect([both.status, both.json.errorCode]).toEqual([400, "VALIDATION_ERROR"]);
  expect((await addSecret(owner, json.clientId)).status).toBe(201);
  expect(emulator.store.serviceAccount(json.clientId)?.secrets).toHaveLength(1);
});

test.each([7, 8761])("a secret of %i hours is rejected", async (hours) => {
  const { owner } = await emulateForOwner();
  const { clientId: id } = await createAccount(owner);
  expect((await addSecret(owner, id, hours)).json.errorCode).toBe("VALIDATION_ERROR");
});
