import { changesToApply } from "../../../cli/drift/changes-to-apply";
import type { NameLookup } from "../../../cli/drift/name-lookup";
import { describeChange } from "../../../cli/drift/render/wording";
import type { PlannedAction } from "../../../cli/drift/repair";
import type { ManagedResource } from "../../../cli/pulumi/managed-resources";
import { UNKNOWN } from "../../../provider/core/unknown";
import { secretSignature, signatureKey } from "../../../provider/host/sdk-internals";
import { catalogue } from "../../../provider/resources/catalogue.generated";
import { acme, blog, shop } from "../../../testing/emulator/seed";

type Values = Readonly<Record<string, unknown>>;

const known: Readonly<Record<string, string>> = { [acme]: "Acme", [shop]: "shop", [blog]: "blog" };
const names: NameLookup = {
  scope: (kind, id) => ({ kind, id, ...(known[id] !== undefined && { name: known[id] }) }),
  organizationOf: () => acme,
};

function stored(
  type: keyof typeof catalogue,
  inputs: Values,
  more: Partial<ManagedResource> = {},
): ManagedResource {
  const own = { definition: catalogue[type], inputs, state: inputs, ignoreChanges: [], isRetained: false };
  return { urn: `urn:${type}`, name: type, id: "id", ...own, ...more };
}

function says(plan: PlannedAction, before: ManagedResource | undefined, wanted?: Values): readonly string[] {
  return changesToApply(plan, before, wanted, names).flatMap((change) => describeChange(change));
}

const key = { orgId: acme, description: "deployer", roles: ["ORG_OWNER"] };
const grant = { projectId: shop, apiKeyId: "5f00000000000000000000d1", roles: ["GROUP_READ_ONLY"] };
const list = { orgId: acme, apiKeyId: "5f00000000000000000000d1", entries: ["0.0.0.0/1", "198.51.100.9"] };
const owner = "ORG_OWNER (owner) on organization Acme";

test("a create gives roles and addresses", () => {
  expect(says("create", undefined, key)).toEqual([`gains ${owner}: raises privilege`]);
  expect(says("create", undefined, grant)).toEqual([
    "gains GROUP_READ_ONLY (read) on project shop: raises privilege",
  ]);
  expect(says("create", undefined, list)).toEqual([
    "can be used from 0.0.0.0/1",
    "can be used from 198.51.100.9",
  ]);
});

test("a new organization gives roles to its first key or service account", () => {
  const first = { roles: ["ORG_OWNER"] };
  for (const inputs of [{ initialApiKey: first }, { initialServiceAccount: first }])
    expect(says("create", undefined, { name: "Initech", ...inputs })).toEqual([
      "gains ORG_OWNER (owner) on organization Initech: raises privilege",
    ]);
});

test("an unknown value is shown as unknown beside the known ones", () => {
  expect(says("create", undefined, { ...key, orgId: UNKNOWN })).toEqual([
    "gains ORG_OWNER (owner) on organization (known after `pulumi up`): raises privilege",
  ]);
  expect(says("create", undefined, { ...grant, projectId: UNKNOWN })).toEqual([
    "gains GROUP_READ_ONLY (read) on project (known after `pulumi up`): raises privilege",
  ]);
  expect(says("create", undefined, { ...grant, roles: UNKNOWN })).toEqual([
    "roles is now (known after `pulumi up`)",
  ]);
  expect(says("create", undefined, { ...list, entries: UNKNOWN })).toEqual([
    "entries is now (known after `pulumi up`)",
  ]);
  expect(says("create", undefined, { ...list, entries: ["0.0.0.0/1", UNKNOWN] })).toEqual([
    "can be used from 0.0.0.0/1",
    "entries is now (known after `pulumi up`)",
  ]);
  expect(says("create", undefined, { ...key, roles: [UNKNOWN, "ORG_OWNER"] })).toEqual([
    `gains ${owner}: raises privilege`,
    "roles is now (known after `pulumi up`)",
  ]);
  const secret = {
    [signatureKey]: secretSignature,
    ciphertext: "[secret]",
  };
  expect(says("create", undefined, { ...key, roles: secret })).toEqual([
    "roles changed (its value is a secret)",
  ]);
});

test("a delete removes roles and addresses", () => {
  expect(says("delete", stored("orgApiKey", key))).toEqual([`loses ${owner}`]);
  expect(says("delete", stored("projectApiKeyAssignment", grant))).toEqual([
    "loses GROUP_READ_ONLY (read) on project shop",
  ]);
  const emptied = { ...list, deleteOnDestroy: true };
  expect(says("delete", stored("orgApiKeyAccessList", emptied))).toEqual([
    "is no longer limited to 0.0.0.0/1, 198.51.100.9: it can be used from any address, unless the organization requires an access list",
  ]);
});

test.each<[string, ManagedResource]>([
  ["an adopted key", stored("orgApiKey", { ...key, adopted: true })],
  ["an access list", stored("orgApiKeyAccessList", list)],
  ["an assignment that was adopted", stored("projectApiKeyAssignment", { ...grant, adopted: true })],
  ["a key with retainOnDelete", stored("orgApiKey", key, { isRetained: true })],
])("a delete of %s takes nothing away, because the object stays in Atlas", (_, before) => {
  expect(says("delete", before)).toEqual([]);
});

test("a replacement removes access in the old scope and grants it in the new one", () => {
  const moved = { ...grant, projectId: blog };
  expect(says("replace", stored("projectApiKeyAssignment", grant), moved)).toEqual([
    `projectId was ${shop}, is now ${blog}`,
    "loses GROUP_READ_ONLY (read) on project shop",
    "gains GROUP_READ_ONLY (read) on project blog: raises privilege",
  ]);
});

test("an update shows the difference", () => {
  expect(says("update", stored("orgApiKey", key), { ...key, roles: ["ORG_READ_ONLY"] })).toEqual([
    "gains ORG_READ_ONLY (read) on organization Acme",
    `loses ${owner}`,
  ]);
  expect(
    says("update", stored("orgApiKeyAccessList", list), { ...list, entries: ["0.0.0.0/1", "::/1"] }),
  ).toEqual(["can be used from ::/1", "can no longer be used from 198.51.100.9"]);
});

describe("a key with its roles in projects and its access list", () => {
  const complete = {
    ...key,
    projectRoles: { [shop]: ["GROUP_OWNER"], [blog]: ["GROUP_READ_ONLY"] },
    accessList: ["192.0.2.1"],
  };
  const inProjects = [
    "GROUP_OWNER (owner) on project shop",
    "GROUP_READ_ONLY (read) on project blog",
  ] as const;

  test("gives all of them when it is created", () => {
    expect(says("create", undefined, complete)).toEqual([
      `gains ${owner}: raises privilege`,
      `gains ${inProjects[0]}: raises privilege`,
      `gains ${inProjects[1]}: raises privilege`,
      "can be used from 192.0.2.1",
    ]);
  });

  test("deletes them together with the key", () => {
    expect(says("delete", stored("orgApiKey", complete))).toEqual([
      `loses ${owner}`,
      ...inProjects.map((roles) => `loses ${roles}`),
    ]);
  });

  test("changes in single projects and single entries", () => {
    const wanted = {
      ...complete,
      projectRoles: { [shop]: ["GROUP_OWNER", "GROUP_READ_ONLY"] },
      accessList: ["192.0.2.1", "192.0.2.2"],
    };
    expect(says("update", stored("orgApiKey", complete), wanted)).toEqual([
      "gains GROUP_READ_ONLY (read) on project shop: raises privilege",
      `loses ${inProjects[1]}`,
      "can be used from 192.0.2.2",
    ]);
  });

  test("says what an `up` will tell, and calls it no access where it only begins to be managed", () => {
    expect(says("create", undefined, { ...key, projectRoles: UNKNOWN })).toContain(
      "projectRoles is now (known after `pulumi up`)",
    );
    const partly = { ...complete, projectRoles: { ...complete.projectRoles, [shop]: UNKNOWN } };
    expect(says("update", stored("orgApiKey", complete), partly)).toEqual([
      `projectRoles["${shop}"] is now (known after \`pulumi up\`)`,
    ]);
    expect(says("update", stored("orgApiKey", key), complete)).toEqual([
      expect.stringMatching(/^projectRoles is now \{/),
      expect.stringMatching(/^accessList is now \[/),
    ]);
  });
});
