import { type Emulator, type SeedServiceAccount, startEmulator } from "../../emulator";
import { dynamicProvider } from "../../provider/host/dynamic/provider";
import { serviceAccount } from "../../provider/resources/service-account/resource";
import { serviceAccountProjectAssignment } from "../../provider/resources/service-account-project-assignment/resource";
import { serviceAccountSecret } from "../../provider/resources/service-account-secret/resource";
import { ProviderRuntime } from "../../provider/runtime/provider-runtime";
import { acme, blog, callers, seed, shop } from "../../testing/emulator/seed";

const projects = [shop, blog];
const digits = (n: number) => n.toString(16).padStart(4, "0");
const clientIdOf = (n: number) => `mdb_sa_id_5f0000000000000000ac${digits(n)}`;
const secretIdOf = (n: number) => `5f00000000000000005e${digits(n)}`;
const projectOf = (n: number) => projects[n % projects.length] as string;

function accountOf(n: number): SeedServiceAccount {
  return {
    clientId: clientIdOf(n),
    name: `account ${n}`,
    description: "one of many",
    roles: ["ORG_READ_ONLY", { groupId: projectOf(n), roleName: "GROUP_READ_ONLY" }],
    secrets: [{ id: secretIdOf(n), secret: `mdb_sa_sk_${digits(n).padStart(40, "x")}` }],
  };
}

let atlas: Emulator;
let session: ProviderRuntime;

async function start(count: number): Promise<void> {
  const [first, ...others] = seed().organizations;
  const serviceAccounts = Array.from({ length: count }, (_, n) => accountOf(n));
  const organizations = first === undefined ? [] : [{ ...first, serviceAccounts }, ...others];
  atlas = await startEmulator({ seed: { organizations }, now: () => Date.now() - 600_000 });
  session = new ProviderRuntime({ log: { write: () => undefined, flush: async () => undefined } });
  const { publicKey, privateKey } = callers.owner;
  const settings: Readonly<Record<string, string>> = { baseUrl: atlas.url, publicKey, privateKey };
  session.configure((key) => settings[key.replace("mongodbatlas:", "")]);
}

afterEach(async () => {
  await session.close();
  await atlas.close();
});

/** The requests by operation, without Digest challenges. */
function asked(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { auth, status, operationId = "" } of atlas.requests)
    if (auth !== "none" || status !== 401) counts[operationId] = (counts[operationId] ?? 0) + 1;
  return counts;
}

const account = (n: number, more: object = {}) => {
  const state = { orgId: acme, clientId: clientIdOf(n), name: `account ${n}`, description: "one of many" };
  return dynamicProvider(serviceAccount, session).read(`${acme}/${clientIdOf(n)}`, {
    ...state,
    roles: ["ORG_READ_ONLY"],
    ...more,
  });
};

const secret = (n: number) =>
  dynamicProvider(serviceAccountSecret, session).read(`${acme}/${clientIdOf(n)}/${secretIdOf(n)}`, {
    orgId: acme,
    clientId: clientIdOf(n),
    secretId: secretIdOf(n),
    expiresAfterHours: 720,
  });

const grant = (n: number) =>
  dynamicProvider(serviceAccountProjectAssignment, session).read(`${projectOf(n)}/${clientIdOf(n)}`, {
    projectId: projectOf(n),
    clientId: clientIdOf(n),
    roles: ["GROUP_READ_ONLY"],
  });

test("a refresh of 200 accounts with a secret and an assignment each makes 3 requests", async () => {
  await start(200);
  const all = Array.from({ length: 200 }, (_, n) => [account(n), secret(n), grant(n)]).flat();
  const found = await Promise.all(all);
  expect(found.filter(({ id }) => id === "" || id === undefined)).toEqual([]);
  // One for the accounts with their secrets, and one for each project.
  expect(asked()).toEqual({ listOrgServiceAccounts: 1, listGroupServiceAccounts: 2 });
});

test("a refresh of 200 accounts with all their project roles makes 4 requests", async () => {
  await start(200);
  const found = await Promise.all(
    Array.from({ length: 200 }, (_, n) => account(n, { projectRoles: { [projectOf(n)]: ["GROUP_OWNER"] } })),
  );
  expect(found.map(({ props }) => props?.projectRoles)).toEqual(
    found.map((_, n) => ({ [projectOf(n)]: ["GROUP_READ_ONLY"] })),
  );
  expect(asked()).toEqual({ listOrgServiceAccounts: 1, getOrgGroups: 1, listGroupServiceAccounts: 2 });
});

test("a refresh of one account with a secret and an assignment reads each by its own GET", async () => {
  await start(50);
  await Promise.all([account(7), secret(7), grant(7)]);
  expect(asked()).toEqual({ getOrgServiceAccount: 1, getGroupServiceAccount: 1 });
});
