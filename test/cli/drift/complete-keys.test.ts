import { AllowList } from "../../../cli/drift/allow-list";
import { changesBetween } from "../../../cli/drift/changes";
import { scopeOf } from "../../../cli/drift/changes-to-apply";
import { ManagedAccess } from "../../../cli/drift/managed-access";
import type { NameLookup } from "../../../cli/drift/name-lookup";
import { keyPrincipal } from "../../../cli/drift/principals";
import type { ManagedResource } from "../../../cli/pulumi/managed-resources";
import { catalogue } from "../../../provider/resources/catalogue.generated";
import { resource } from "../../../testing/cli/drift-reports";
import { acme, blog, shop } from "../../../testing/emulator/seed";

/** In the matrix of the HTML report, a key with projectRoles manages all projects, also those that it does not name. */
const names: NameLookup = { scope: (kind, id) => ({ kind, id }), organizationOf: () => acme };
const id = "5f00000000000000000000d1";
const inputs = {
  orgId: acme,
  description: "deployer",
  roles: ["ORG_READ_ONLY"],
  projectRoles: { [shop]: ["GROUP_OWNER"] },
  accessList: ["192.0.2.1"],
};
const live = { ...inputs, projectRoles: { [shop]: ["GROUP_READ_ONLY"], [blog]: ["GROUP_OWNER"] } };
const key = {
  id,
  desc: "deployer",
  publicKey: "abcdefgh",
  roles: [
    { orgId: acme, roleName: "ORG_READ_ONLY" },
    { groupId: shop, roleName: "GROUP_READ_ONLY" },
    { groupId: blog, roleName: "GROUP_OWNER" },
  ],
};

function managed(values: Readonly<Record<string, unknown>>): ManagedResource {
  const own = {
    definition: catalogue.orgApiKey,
    inputs: values,
    state: values,
    ignoreChanges: [],
    isRetained: false,
  };
  return { urn: "urn:key", name: "deployer", id: `${acme}/${id}`, ...own };
}

function grantsOf(values: Readonly<Record<string, unknown>>) {
  const stored = managed(values);
  const changesInAtlas = changesBetween(stored.definition, inputs, live, scopeOf(inputs, names), names);
  const { grants } = keyPrincipal(key, acme, {
    managed: new ManagedAccess([stored]),
    allowList: new AllowList([]),
    names,
    reports: new Map([[stored.urn, resource("deployer", { changesInAtlas })]]),
    withPublicKeys: false,
    nowMs: 0,
  });
  return grants.map(({ scope, ownership, drift }) => [
    scope.id,
    ownership,
    drift?.gained.map(({ role }) => role),
    drift?.lost.map(({ role }) => role),
  ]);
}

test("each project has its own drift, and a manual grant elsewhere is drift of the key", () => {
  expect(grantsOf(inputs)).toEqual([
    [acme, "managed", undefined, undefined],
    [shop, "managed", ["GROUP_READ_ONLY"], ["GROUP_OWNER"]],
    [blog, "managed", ["GROUP_OWNER"], []],
  ]);
});

test("a key that leaves its project roles out manages none of them", () => {
  const { projectRoles: _, ...without } = inputs;
  expect(grantsOf(without).map(([, ownership]) => ownership)).toEqual(["managed", "unmanaged", "unmanaged"]);
});

test("its access list is managed, and no other's", () => {
  const { accessList: _, ...without } = inputs;
  expect(new ManagedAccess([managed(inputs)]).managesAccessList(id)).toBe(true);
  expect(new ManagedAccess([managed(without)]).managesAccessList(id)).toBe(false);
});
