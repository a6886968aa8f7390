import { keyIn, type ResourceSamples } from "../samples";

const [shop, blog] = ["5f0000000000000000000010", "5f0000000000000000000011"];

const inputs = {
  orgId: "5f0000000000000000000001",
  description: "CI deployer",
  roles: ["ORG_GROUP_CREATOR", "ORG_READ_ONLY"],
};

const complete = {
  ...inputs,
  projectRoles: { [shop]: ["GROUP_DATA_ACCESS_ADMIN", "GROUP_READ_ONLY"], [blog]: ["GROUP_READ_ONLY"] },
  accessList: ["192.0.2.17", "198.51.100.0/24"],
};
const inProjects = (projectRoles: unknown) => ({ ...complete, projectRoles });

/** A key with its project roles and its access list. */
const completeKey: Partial<ResourceSamples> = {
  inputs: complete,
  rejected: [
    {
      inputs: inProjects([
        { projectId: shop, roles: ["GROUP_OWNER"] },
        { projectId: blog, roles: ["GROUP_OWNER"] },
        { projectId: shop, roles: ["GROUP_READ_ONLY"] },
      ]),
      field: "projectRoles[2].projectId",
      says: /names project 5f0000000000000000000010, and so does element 0/,
    },
    { inputs: inProjects({ [shop]: [] }), field: `projectRoles.${shop}`, says: /at least one GROUP_ role/ },
    {
      inputs: inProjects([{ projectId: shop, roles: [] }]),
      field: `projectRoles.${shop}`,
      says: /at least one GROUP_ role/,
    },
    {
      inputs: inProjects({ [shop]: ["GROUP_OWNER", "ORG_OWNER"] }),
      field: `projectRoles.${shop}[1]`,
      says: /"ORG_OWNER" is a role of an organization/,
    },
    {
      inputs: inProjects({ [shop]: ["GROUP_REED_ONLY"] }),
      field: `projectRoles.${shop}[0]`,
      says: /did you mean GROUP_READ_ONLY\?/,
    },
    {
      inputs: inProjects({ shop: ["GROUP_OWNER"] }),
      field: "projectRoles.shop",
      says: /the id of a project is 24 lower-case hexadecimal digits/,
    },
    {
      inputs: inProjects([{ projectId: "shop", roles: ["GROUP_OWNER"] }]),
      field: "projectRoles[0].projectId",
      says: /the id of a project is 24 lower-case hexadecimal digits/,
    },
    {
      inputs: inProjects([{ projectId: shop, role: ["GROUP_OWNER"] }]),
      field: "projectRoles[0]",
      says: /has no property role/,
    },
    {
      inputs: inProjects({ [shop]: "GROUP_OWNER" }),
      field: `projectRoles.${shop}`,
      says: /must be an array, not a string/,
    },
    {
      inputs: inProjects([{ projectId: 7, roles: ["GROUP_OWNER"] }]),
      field: "projectRoles[0].projectId",
      says: /must be the id of a project as text/,
    },
    {
      inputs: inProjects([{ roles: ["GROUP_OWNER"] }]),
      field: "projectRoles[0].projectId",
      says: /has no value: the project that it comes from is not part of this run/,
    },
    { inputs: inProjects(["GROUP_OWNER"]), field: "projectRoles[0]", says: /must be \{ projectId, roles \}/ },
    { inputs: inProjects("GROUP_OWNER"), field: "projectRoles", says: /must be a map of project ids/ },
    {
      inputs: { ...complete, accessList: ["198.51.100.7/24"] },
      field: "accessList[0]",
      says: /write "198\.51\.100\.0\/24" for the block/,
    },
    { inputs: { ...complete, accessList: [] }, field: "accessList", says: /set allowEmptyAccessList: true/ },
    { inputs: { ...complete, accessList: "192.0.2.1" }, field: "accessList", says: /must be an array/ },
  ],
  updates: [
    { projectRoles: { ...complete.projectRoles, [blog]: ["GROUP_OWNER"] } },
    { projectRoles: { [shop]: complete.projectRoles[shop] } },
    { accessList: [...complete.accessList, "203.0.113.9"] },
    { accessList: ["198.51.100.0/24"] },
    { description: "CI deployer, renamed" },
    { allowEmptyAccessList: true },
  ],
  once: [{ inputs: complete }, { inputs: { ...complete, adopt: { publicKey: "plainkyb" } } }],
  tamper(snapshot, id) {
    const { key } = keyIn(snapshot, id);
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
    {
      inputs: { ...inputs, orgId: "5F0000000000000000000001" },
      field: "orgId",
      says: /write "5f0000000000000000000001"/,
    },
    { inputs: { ...inputs, orgId: "5f" }, field: "orgId", says: /24 lower-case hexadecimal digits/ },
    { inputs: { ...inputs, orgId: "5f000000000000000000000" }, field: "orgId", says: /has 23/ },
    { inputs: { ...inputs, description: "" }, field: "description", says: /at least 1 character/ },
    { inputs: { ...inputs, description: "x".repeat(251) }, field: "description", says: /at most 250/ },
    { inputs: { ...inputs, roles: [] }, field: "roles", says: /at least one ORG_ role/ },
    {
      inputs: { ...inputs, roles: ["ORG_OWNR"] },
      field: "roles[0]",
      says: /"ORG_OWNR" is not a role: did you mean ORG_OWNER\?/,
    },
    {
      inputs: { ...inputs, roles: ["GROUP_OWNER"] },
      field: "roles[0]",
      says: /"GROUP_OWNER" is a role of a project/,
    },
    { inputs: { ...inputs, duplicates: "ignore" }, field: "duplicates", says: /"warn" or "refuse"/ },
    {
      inputs: { ...inputs, storePrivateKey: false },
      field: "privateKeySink",
      says: /required with storePrivateKey: false/,
    },
    {
      inputs: { ...inputs, storePrivateKey: false, privateKeySink: { command: [] } },
      field: "privateKeySink.command",
      says: /the command's name/,
    },
    { inputs: { ...inputs, name: "x" }, field: "name", says: /no such input/ },
  ],
  updates: [
    { description: "CI deployer, renamed" },
    { roles: ["ORG_READ_ONLY"] },
    { description: "both", roles: ["ORG_BILLING_READ_ONLY"] },
    { duplicates: "refuse" },
    { allowLockout: true },
  ],
  replacements: [{ orgId: "5f0000000000000000000002" }],
  variants: { complete: completeKey },
  once: [{ inputs }, { inputs: { ...inputs, adopt: { publicKey: "plainkyb" } } }],
  tamper(snapshot, id) {
    const { key } = keyIn(snapshot, id);
    key.desc = "changed by hand";
    key.roles = [{ orgId: inputs.orgId, roleName: "ORG_OWNER" }];
    return { description: "changed by hand", roles: ["ORG_OWNER"] };
  },
  vanish(snapshot, id) {
    const { key, apiKeys } = keyIn(snapshot, id);
    apiKeys.splice(apiKeys.indexOf(key), 1);
  },
};
