import crypto from "node:crypto";
import { SeedError, startEmulator } from "../../emulator";
import { emulate, org, otherOrg, project } from "../../testing/emulator/two-organizations";

test("a seed requires only an organization's id and name", async () => {
  const emulator = await emulate({ seed: { organizations: [{ id: org, name: "Acme" }] } });
  expect(emulator.store.organization(org)).toEqual({
    id: org,
    name: "Acme",
    product: "atlas",
    paying: false,
    skipDefaultAlertsSettings: false,
    settings: {},
    users: [],
    projects: [],
    apiKeys: [],
    serviceAccounts: [],
  });
});

test("missing fields of keys, projects, users and service accounts are generated", async () => {
  const seed = {
    organizations: [
      { id: org, name: "Acme", apiKeys: [{}], projects: [{}], users: [{}], serviceAccounts: [{}] },
    ],
  };
  const emulator = await emulate({ seed });
  const [made] = emulator.store.state().organizations;
  expect(made?.apiKeys?.[0]?.publicKey).toMatch(/^[a-z]{8}$/);
  expect(made?.apiKeys?.[0]?.roles).toEqual([{ orgId: org, roleName: "ORG_MEMBER" }]);
  expect(made?.projects?.[0]?.id).toMatch(/^[a-f0-9]{24}$/);
  expect(made?.serviceAccounts?.[0]?.clientSecret).toMatch(/^mdb_sa_sk_[\w-]{40}$/);
});

const key = (more: object) => ({ organizations: [{ id: org, name: "Acme", apiKeys: [more] }] });
const account = (more: object) => ({ organizations: [{ id: org, name: "Acme", serviceAccounts: [more] }] });

test.each([
  [null, "the document: "],
  [{}, "organizations: "],
  [{ organizations: [{ id: org }] }, "organizations[0].name: "],
  [
    {
      organizations: [
        { id: org, name: "a" },
        { id: org, name: "b" },
      ],
    },
    "organizations[1].id: another organization",
  ],
  [key({ privateKey: "secret" }), "organizations[0].apiKeys[0].privateKey: a UUID"],
  [key({ publicKey: "short" }), "organizations[0].apiKeys[0].publicKey: 8 letters or digits"],
  [
    key({ roles: [{ roleName: "ORG_OWNER" }] }),
    "organizations[0].apiKeys[0].roles[0]: either orgId or groupId",
  ],
  [
    key({ roles: [{ orgId: otherOrg, roleName: "ORG_OWNER" }] }),
    "organizations[0].apiKeys[0].roles[0].orgId: not the",
  ],
  [
    key({ roles: [{ groupId: project, roleName: "GROUP_OWNER" }] }),
    "organizations[0].apiKeys[0].roles[0].groupId: not a",
  ],
  [
    key({ accessList: ["nowhere"] }),
    "organizations[0].apiKeys[0].accessList[0]: an IP address or CIDR block",
  ],
  [account({ clientSecret: "x" }), "organizations[0].serviceAccounts[0].clientSecret: mdb_sa_sk_"],
  [account({ roles: ["GROUP_OWNER"] }), "organizations[0].serviceAccounts[0].roles[0]: "],
])("the seed %j is rejected with the path", async (seed, message) => {
  // biome-ignore lint/suspicious/noExplicitAny: the test passes invalid seeds
  const error = await startEmulator({ seed: seed as any }).catch((e) => e);
  expect(error).toBeInstanceOf(SeedError);
  expect(error.message).toContain(message);
  expect(error.message).not.toContain("\n");
});

test("host and port options set the address", async () => {
  const emulator = await emulate({ host: "::1" });
  expect(emulator.url).toMatch(/^http:\/\/\[::1\]:\d+$/);
  await expect(
    startEmulator({ host: "::1", port: Number(new URL(emulator.url).port) }),
  ).rejects.toMatchObject({
    code: "EADDRINUSE",
  });
});

test("latencyMs delays every response", async () => {
  const emulator = await emulate({ latencyMs: 60 });
  const started = performance.now();
  await fetch(`${emulator.url}/api/atlas/v2/orgs`);
  expect(performance.now() - started).toBeGreaterThan(55);
});

test("close stops at once with open connections and requests in progress", async () => {
  const emulator = await startEmulator({ latencyMs: 30_000 });
  const pending = fetch(`${emulator.url}/api/atlas/v2/orgs`).catch((error: Error) => error);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const started = performance.now();
  await emulator.close();
  expect(performance.now() - started).toBeLessThan(500);
  expect(await pending).toHaveProperty("message");
});

test("generated public keys are unique even if the generator repeats one", async () => {
  let drawn = 0;
  // A public key takes eight letters: the generator repeats the first key.
  const chance = jest.spyOn(crypto, "randomInt").mockImplementation(() => (drawn++ < 17 ? 0 : 1));
  const emulator = await emulate({ seed: { organizations: [{ id: org, name: "Acme", apiKeys: [{}, {}] }] } });
  chance.mockRestore();
  const keys = emulator.store.organization(org)?.apiKeys?.map(({ publicKey }) => publicKey);
  expect(keys).toEqual(["aaaaaaaa", "bbbbbbbb"]);
});
