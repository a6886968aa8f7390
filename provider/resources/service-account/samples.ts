import { accountIn, type ResourceSamples } from "../samples";

const [shop, blog] = ["5f0000000000000000000010", "5f0000000000000000000011"];
const plainAccount = "mdb_sa_id_5f00000000000000000000c2";

const inputs = {
  orgId: "5f0000000000000000000001",
  name: "CI deployer",
  description: "Deploys from CI",
  roles: ["ORG_GROUP_CREATOR", "ORG_READ_ONLY"],
};

const complete = {
  ...inputs,
  projectRoles: { [shop]: ["GROUP_DATA_ACCESS_ADMIN", "GROUP_READ_ONLY"], [blog]: ["GROUP_READ_ONLY"] },
  accessList: ["192.0.2.17", "198.51.100.0/24"],
};

const withSecret = { ...inputs, initialSecret: { expiresAfterHours: 720 } };

/** An account with its project roles and its access list. */
const completeAccount: Partial<ResourceSamples> = {
  inputs: complete,
  rejected: [
    {
      inputs: { ...complete, projectRoles: { [shop]: [] } },
      field: `projectRoles.${shop}`,
      says: /at least one GROUP_ role/,
    },
    {
      inputs: { ...complete, projectRoles: { [shop]: ["ORG_OWNER"] } },
      field: `projectRoles.${shop}[0]`,
      says: /"ORG_OWNER" is a role of an organization.* put it into the roles of a ServiceAccount/,
    },
    { inputs: { ...complete, accessList: [] }, field: "accessList", says: /set allowEmptyAccessList: true/ },
    {
      inputs: { ...complete, accessList: ["198.51.100.7/24"] },
      field: "accessList[0]",
      says: /write "198\.51\.100\.0\/24" for the block/,
    },
  ],
  updates: [
    { projectRoles: { ...complete.projectRoles, [blog]: ["GROUP_OWNER"] } },
    { projectRoles: { [shop]: complete.projectRoles[shop] } },
    { accessList: [...complete.accessList, "203.0.113.9"] },
    { accessList: ["198.51.100.0/24"] },
    { name: "CI deployer, renamed" },
    { allowEmptyAccessList: true },
  ],
  once: [
    { inputs: { ...complete, ...withSecret } },
    { inputs: { ...complete, adopt: { clientId: plainAccount } } },
  ],
  tamper(snapshot, id) {
    const { account } = accountIn(snapshot, id);
    account.roles = [
      ...account.roles.filter((role) => typeof role === "string"),
      { groupId: blog, roleName: "GROUP_OWNER" },
    ];
    account.accessList = ["192.0.2.17", "203.0.113.9/32"];
    return { projectRoles: { [blog]: ["GROUP_OWNER"] }, accessList: ["192.0.2.17", "203.0.113.9"] };
  },
};

export const samples: ResourceSamples = {
  inputs,
  rejected: [
    { inputs: { ...inputs, orgId: "5f" }, field: "orgId", says: /24 lower-case hexadecimal digits/ },
    { inputs: { ...inputs, name: "" }, field: "name", says: /at least 1 character/ },
    { inputs: { ...inputs, name: "x".repeat(65) }, field: "name", says: /at most 64/ },
    { inputs: { ...inputs, name: "ci/deploy" }, field: "name", says: /holds "\/", which Atlas refuses/ },
    {
      inputs: { ...inputs, description: "deploys (from CI)" },
      field: "description",
      says: /holds "\(", "\)", which Atlas refuses: use letters, digits, spaces/,
    },
    { inputs: { ...inputs, description: "x".repeat(251) }, field: "description", says: /at most 250/ },
    { inputs: { ...inputs, roles: [] }, field: "roles", says: /at least one ORG_ role/ },
    {
      inputs: { ...inputs, roles: ["GROUP_OWNER"] },
      field: "roles[0]",
      says: /"GROUP_OWNER" is a role of a project.* put it into the roles of a ServiceAccountProjectAssignment/,
    },
    {
      inputs: { ...inputs, initialSecret: { expiresAfterHours: 8761 } },
      field: "initialSecret.expiresAfterHours",
      says: /at most 8760 hours/,
    },
    {
      inputs: { ...inputs, adopt: { clientId: "5f00000000000000000000c2" } },
      field: "adopt.clientId",
      says: /has no mdb_sa_id_/,
    },
    {
      inputs: { ...withSecret, adopt: { name: "plain 1" } },
      field: "initialSecret",
      says: /this one is adopted/,
    },
    {
      inputs: { ...withSecret, storeClientSecret: false },
      field: "clientSecretSink",
      says: /required with storeClientSecret: false/,
    },
    { inputs: { ...inputs, expiresAfterHours: 720 }, field: "expiresAfterHours", says: /no such input/ },
  ],
  updates: [
    { name: "CI deployer, renamed" },
    { description: "Deploys from somewhere else" },
    { roles: ["ORG_READ_ONLY"] },
    { name: "both", roles: ["ORG_BILLING_READ_ONLY"] },
    { initialSecret: { expiresAfterHours: 720 } },
    { duplicates: "refuse" },
    { allowLockout: true },
  ],
  replacements: [{ orgId: "5f0000000000000000000002" }],
  variants: {
    complete: completeAccount,
    "with a secret": { inputs: withSecret, updates: [{ name: "CI deployer, renamed" }] },
  },
  once: [{ inputs: withSecret }, { inputs: { ...inputs, adopt: { clientId: plainAccount } } }],
  cloudManager: "Cloud Manager has no service accounts",
  tamper(snapshot, id) {
    const { account } = accountIn(snapshot, id);
    account.name = "changed by hand";
    account.roles = ["ORG_OWNER"];
    return { name: "changed by hand", roles: ["ORG_OWNER"] };
  },
  vanish(snapshot, id) {
    const { account, serviceAccounts } = accountIn(snapshot, id);
    serviceAccounts.splice(serviceAccounts.indexOf(account), 1);
  },
};
