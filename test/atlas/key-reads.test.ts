import { type Emulator, startEmulator } from "../../emulator";
import { dynamicProvider } from "../../provider/host/dynamic/provider";
import { orgApiKey } from "../../provider/resources/org-api-key/resource";
import { projectApiKeyAssignment } from "../../provider/resources/project-api-key-assignment/resource";
import { ProviderRuntime } from "../../provider/runtime/provider-runtime";
import { acme, callers, globex, seed, shop } from "../../testing/emulator/seed";

let atlas: Emulator;
const sessions: ProviderRuntime[] = [];

beforeEach(async () => {
  // Its clock is behind, so that a missing key counts as deleted.
  atlas = await startEmulator({ seed: seed(), now: () => Date.now() - 600_000 });
});
afterEach(async () => {
  for (const session of sessions.splice(0)) await session.close();
  await atlas.close();
});

/** The two resources in one provider process, as in one phase of the engine. */
function phase(caller: { publicKey: string; privateKey: string } = callers.owner) {
  const session = new ProviderRuntime({ log: { write: () => undefined, flush: async () => undefined } });
  sessions.push(session);
  const settings: Readonly<Record<string, string>> = {
    baseUrl: atlas.url,
    publicKey: caller.publicKey,
    privateKey: caller.privateKey,
  };
  session.configure((key) => settings[key.replace("mongodbatlas:", "")]);
  const keys = dynamicProvider(orgApiKey, session);
  const grants = dynamicProvider(projectApiKeyAssignment, session);
  return {
    keys,
    key: (id: string, orgId = acme) =>
      keys.read(`${orgId}/${id}`, { orgId, apiKeyId: id, description: "plain", roles: ["ORG_READ_ONLY"] }),
    grant: (id: string) =>
      grants.read(`${shop}/${id}`, { projectId: shop, apiKeyId: id, roles: ["GROUP_READ_ONLY"] }),
  };
}

/** The requests, without Digest challenges. */
function asked(): string[] {
  const meant = atlas.requests.filter(({ auth, status }) => auth !== "none" || status !== 401);
  const names = meant.map(({ operationId, status }) => `${operationId} ${status}`);
  atlas.clearRequests();
  return names;
}

const [b2, b3] = ["5f00000000000000000000b2", "5f00000000000000000000b3"];

function grantShop(id: string): void {
  atlas.store.edit(({ organizations: [first] }) => {
    first?.apiKeys?.find((key) => key.id === id)?.roles?.push({ groupId: shop, roleName: "GROUP_READ_ONLY" });
  });
}

it("reads a single key by its own GET, independent of the number of keys", async () => {
  expect(await phase().key(b2)).toMatchObject({ id: `${acme}/${b2}` });
  expect(asked()).toEqual(["getOrgApiKey 200"]);
});

it("reads the roles of an assignment from the same response, whichever read finishes first", async () => {
  grantShop(b2);
  const { key, grant } = phase();
  const [, found] = await Promise.all([key(b2), grant(b2)]);
  expect(found).toMatchObject({ id: `${shop}/${b2}`, props: { roles: ["GROUP_READ_ONLY"] } });
  expect(asked()).toEqual(["getOrgApiKey 200"]);
});

it("reads them from the same response when the assignment is read first", async () => {
  grantShop(b2);
  const { key, grant } = phase();
  const first = grant(b2);
  await new Promise((resolve) => setTimeout(resolve, 2));
  await Promise.all([first, key(b2)]);
  expect(asked()).toEqual(["getOrgApiKey 200"]);
});

it("reads concurrent keys from one list", async () => {
  const { key } = phase();
  await Promise.all([key(b2), key(b3), key(callers.reader.id)]);
  expect(asked()).toEqual(["listOrgApiKeys 200"]);
});

it("uses the list from the second key on when keys are read one after another", async () => {
  const { key } = phase();
  for (const id of [b2, b3, callers.reader.id]) await key(id);
  expect(asked()).toEqual(["getOrgApiKey 200", "listOrgApiKeys 200"]);
});

it("a key counts as deleted when neither its own GET nor the organization's list returns it", async () => {
  atlas.store.edit(({ organizations: [first] }) => {
    if (first) first.apiKeys = first.apiKeys?.filter(({ id }) => id !== b2) ?? [];
  });
  expect(await phase().key(b2)).toMatchObject({ id: "" });
  expect(asked()).toEqual(["getOrgApiKey 400", "listOrgApiKeys 200", "getOrgApiKey 400"]);
});

it("a key never counts as deleted when the credentials cannot see its organization", async () => {
  await expect(phase(callers.stranger).key(b2)).rejects.toThrow(/cannot see|no access|lacks a role/);
  await expect(phase().key(callers.stranger.id, globex)).rejects.toThrow(/cannot see|no access|lacks a role/);
});

it("reads again after a write of this process", async () => {
  const { keys, key } = phase();
  await key(b2);
  const olds = {
    orgId: acme,
    description: "plain",
    roles: ["ORG_READ_ONLY"],
    apiKeyId: b2,
    publicKey: "plainkyb",
  };
  const news = { orgId: acme, description: "renamed", roles: ["ORG_READ_ONLY"] };
  await keys.update(`${acme}/${b2}`, olds, news);
  asked();
  expect(await key(b2)).toMatchObject({ inputs: { description: "renamed" } });
  expect(asked()).toEqual(["getOrgApiKey 200"]);
});

it("shows a change that is made between two phases", async () => {
  await phase().key(b2);
  atlas.store.edit(({ organizations: [first] }) => {
    const found = first?.apiKeys?.find(({ id }) => id === b2);
    if (found) found.desc = "changed by hand";
  });
  expect(await phase().key(b2)).toMatchObject({ inputs: { description: "changed by hand" } });
});
