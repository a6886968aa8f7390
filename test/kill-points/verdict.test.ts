import type { Seed, SeedApiKey } from "../../emulator";
import { acme, seed, shop } from "../../testing/emulator/seed";
import type { Deployment } from "../../testing/engine/deployment";
import { judge } from "../../testing/kill-points/verdict";

const idOf = (n: number) => `5f00000000000000000001${String(n).padStart(2, "0")}`;
const secretOf = (n: number) => `33333333-3333-4333-8333-3333333333${String(n).padStart(2, "0")}`;

function key(n: number, more: Partial<SeedApiKey> = {}): SeedApiKey {
  const roles = [
    { orgId: acme, roleName: "ORG_READ_ONLY" },
    { groupId: shop, roleName: "GROUP_READ_ONLY" },
  ];
  return { id: idOf(n), desc: `key ${n}`, privateKey: secretOf(n), roles, ...more };
}

const tenKeys = () => Array.from({ length: 10 }, (_, at) => key(at + 1));

/** The tests' seed with these additional keys. */
function seedWith(keys: readonly SeedApiKey[]): Seed {
  const organizations = seed().organizations.map((organization) =>
    organization.id === acme
      ? { ...organization, apiKeys: [...(organization.apiKeys ?? []), ...keys] }
      : organization,
  );
  return { organizations };
}

/** The state of a stack that holds the ten keys and their assignments. */
function state(): Deployment {
  const resources = tenKeys().flatMap(({ id }, at) => [
    {
      urn: `urn:pulumi:dev::lab::pulumi-nodejs:dynamic/atlas:OrgApiKey::key${at + 1}`,
      type: "pulumi-nodejs:dynamic/atlas:OrgApiKey",
      id: `${acme}/${id}`,
      outputs: { privateKey: { plaintext: JSON.stringify(secretOf(at + 1)) } },
    },
    {
      urn: `urn:pulumi:dev::lab::pulumi-nodejs:dynamic/atlas:ProjectApiKeyAssignment::grant${at + 1}`,
      type: "pulumi-nodejs:dynamic/atlas:ProjectApiKeyAssignment",
      id: `${shop}/${id}`,
    },
  ]);
  return { version: 3, deployment: { resources } };
}

const judged = (keys: readonly SeedApiKey[], printed = "") =>
  judge({ form: "first", before: seed(), after: seedWith(keys), state: state(), printed });

test("Atlas that matches the program meets the guarantees", () => {
  expect(judged(tenKeys())).toEqual({ broken: [], duplicates: [] });
});

test("an orphaned key must be named", () => {
  const duplicate = key(3, { id: idOf(13), roles: [{ orgId: acme, roleName: "ORG_READ_ONLY" }] });

  expect(judged([...tenKeys(), duplicate], `warning: … already exists: ${idOf(13)}`)).toEqual({
    broken: [],
    duplicates: [idOf(13)],
  });
  expect(judged([...tenKeys(), duplicate]).broken).toEqual([
    `nobody holds ${idOf(13)}, "key 3", and no message names it`,
  ]);
});

test.each([
  ["a key that is gone", (keys: SeedApiKey[]) => keys.slice(1), "key1 of the state is not in Atlas"],
  [
    "a lost private key",
    (keys: SeedApiKey[]) => [key(1, { privateKey: secretOf(99) }), ...keys.slice(1)],
    "key1: its private key is lost",
  ],
  [
    "a missing assignment",
    (keys: SeedApiKey[]) => [key(1, { roles: key(1).roles?.slice(0, 1) }), ...keys.slice(1)],
    'key1: its project role is [], not ["GROUP_READ_ONLY"]',
  ],
  [
    "a key of somebody else",
    (keys: SeedApiKey[]) => [...keys, key(50, { desc: "another" })],
    "something else in Atlas has changed",
  ],
])("%s is not as promised", (_, change, sentence) => {
  expect(judged(change(tenKeys())).broken).toEqual([sentence]);
});

test("after a destroy no key may be left, and nothing in the state", () => {
  const { broken } = judge({
    form: undefined,
    before: seed(),
    after: seedWith(tenKeys()),
    state: state(),
    printed: "",
  });

  expect(broken).toContain("the state holds 20 resources, not 0");
  expect(broken).toContain(`nobody holds ${idOf(1)}, "key 1", and no message names it`);
});
