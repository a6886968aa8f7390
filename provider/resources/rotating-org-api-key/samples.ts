import type { ResourceSamples, SampleSnapshot } from "../samples";

const [shop, blog] = ["5f0000000000000000000010", "5f0000000000000000000011"];

const inputs = {
  orgId: "5f0000000000000000000001",
  description: "CI deployer",
  roles: ["ORG_GROUP_CREATOR", "ORG_READ_ONLY"],
  rotateEveryDays: 7,
  overlapHours: 48,
};

const complete = {
  ...inputs,
  projectRoles: { [shop]: ["GROUP_DATA_ACCESS_ADMIN", "GROUP_READ_ONLY"], [blog]: ["GROUP_READ_ONLY"] },
  accessList: ["192.0.2.17", "198.51.100.0/24"],
  keepers: { image: "1.2.3" },
};

/** The keys with the marker of the id's rotation. */
function keysIn({ organizations }: SampleSnapshot, id: string) {
  const rotationId = id.split("/")[1] ?? "";
  for (const { apiKeys = [] } of organizations) {
    const keys = apiKeys.filter(({ desc }) => desc.includes(rotationId));
    if (keys[0] !== undefined) return { keys, key: keys[0], apiKeys };
  }
  throw new Error(`the seed has no key of rotation ${rotationId}`);
}

/** A rotation with project roles, access lists and keepers. */
const completeKeys: Partial<ResourceSamples> = {
  inputs: complete,
  updates: [
    { projectRoles: { ...complete.projectRoles, [blog]: ["GROUP_OWNER"] } },
    { projectRoles: { [shop]: complete.projectRoles[shop] } },
    { accessList: [...complete.accessList, "203.0.113.9"] },
    { description: "CI deployer, renamed" },
    { allowEmptyAccessList: true },
  ],
  once: [{ inputs: complete }],
  tamper(snapshot, id) {
    const { key } = keysIn(snapshot, id);
    key.roles = [
      ...key.roles.filter(({ groupId }) => groupId === undefined),
      { groupId: blog, roleName: "GROUP_OWNER" },
    ];
    key.accessList = ["192.0.2.17", "203.0.113.9/32"];
    return { projectRoles: { [blog]: ["GROUP_OWNER"] }, accessList: ["192.0.2.17", "203.0.113.9"] };
  },
};

export const samples: ResourceSamples = {
  inputs,
  rejected: [
    { inputs: { ...inputs, orgId: "5f" }, field: "orgId", says: /24 lower-case hexadecimal digits/ },
    { inputs: { ...inputs, description: "" }, field: "description", says: /at least 1 character/ },
    {
      inputs: { ...inputs, description: "x".repeat(181) },
      field: "description",
      says: /at most 180 characters: Atlas stores 250, and the rotation's marker takes 70/,
    },
    {
      inputs: { ...inputs, description: "CI [rotation 5f00000000000000000000b2 #2]" },
      field: "description",
      says: /ends with a rotation's marker/,
    },
    { inputs: { ...inputs, roles: [] }, field: "roles", says: /at least one ORG_ role/ },
    {
      inputs: { ...inputs, rotateEveryDays: 0 },
      field: "rotateEveryDays",
      says: /at least 1 day: with 0, every run would rotate/,
    },
    { inputs: { ...inputs, rotateEveryDays: 366 }, field: "rotateEveryDays", says: /at most 365 days/ },
    { inputs: { ...inputs, rotateEveryDays: 1.5 }, field: "rotateEveryDays", says: /whole number/ },
    { inputs: { ...inputs, overlapHours: -1 }, field: "overlapHours", says: /at least 0 hours/ },
    {
      inputs: { ...inputs, overlapHours: 169 },
      field: "overlapHours",
      says: /is 169 hours, and the period is 7 days, 168 hours: .* Use at most 168 hours/,
    },
    { inputs: { ...inputs, keepers: { count: 3 } }, field: "keepers.count", says: /must be a string/ },
    { inputs: { ...inputs, keepers: "1.2.3" }, field: "keepers", says: /must be a record/ },
    { inputs: { ...inputs, accessList: [] }, field: "accessList", says: /set allowEmptyAccessList: true/ },
    {
      inputs: { ...inputs, storePrivateKey: false },
      field: "privateKeySink",
      says: /required with storePrivateKey: false/,
    },
    {
      inputs: { ...inputs, rotateEveryDay: 7 },
      field: "rotateEveryDay",
      says: /did you mean rotateEveryDays\?/,
    },
  ],
  updates: [
    { description: "CI deployer, renamed" },
    { roles: ["ORG_READ_ONLY"] },
    { description: "both", roles: ["ORG_BILLING_READ_ONLY"] },
    { allowLockout: true },
  ],
  replacements: [{ orgId: "5f0000000000000000000002" }],
  variants: { complete: completeKeys },
  once: [{ inputs }],
  notImportable: "Atlas does not show the schedule of a rotation",
  tamper(snapshot, id) {
    const { key } = keysIn(snapshot, id);
    key.desc = "changed by hand";
    key.roles = [{ orgId: inputs.orgId, roleName: "ORG_OWNER" }];
    return { description: "changed by hand", roles: ["ORG_OWNER"] };
  },
  vanish(snapshot, id) {
    const { keys, apiKeys } = keysIn(snapshot, id);
    for (const key of keys) apiKeys.splice(apiKeys.indexOf(key), 1);
  },
};
