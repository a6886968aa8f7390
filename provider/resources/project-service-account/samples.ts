import { accountIn, assignToShop, type ResourceSamples } from "../samples";

const shop = "5f0000000000000000000010";
const plainAccount = "mdb_sa_id_5f00000000000000000000c2";

const inputs = {
  projectId: shop,
  name: "CI deployer",
  description: "Deploys from CI",
  roles: ["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"],
};

export const samples: ResourceSamples = {
  inputs,
  rejected: [
    {
      inputs: { ...inputs, projectId: "shop" },
      field: "projectId",
      says: /24 lower-case hexadecimal digits/,
    },
    { inputs: { ...inputs, name: "" }, field: "name", says: /at least 1 character/ },
    { inputs: { ...inputs, name: "ci/deploy" }, field: "name", says: /holds "\/", which Atlas refuses/ },
    { inputs: { ...inputs, description: "x".repeat(251) }, field: "description", says: /at most 250/ },
    { inputs: { ...inputs, roles: [] }, field: "roles", says: /at least one GROUP_ role/ },
    {
      inputs: { ...inputs, roles: ["ORG_OWNER"] },
      field: "roles[0]",
      says: /"ORG_OWNER" is a role of an organization/,
    },
    {
      inputs: { ...inputs, adopt: { clientId: "5f00000000000000000000c2" } },
      field: "adopt.clientId",
      says: /has no mdb_sa_id_/,
    },
    {
      inputs: { ...inputs, adopt: { clientId: plainAccount, name: "plain 1" } },
      field: "adopt",
      says: /exactly one of clientId and name/,
    },
    { inputs: { ...inputs, initialSecret: {} }, field: "initialSecret", says: /no such input/ },
  ],
  updates: [
    { name: "CI deployer, renamed" },
    { description: "Deploys from somewhere else" },
    { roles: ["GROUP_READ_ONLY"] },
    { name: "both", roles: ["GROUP_OWNER"] },
    { duplicates: "refuse" },
    { allowLockout: true },
  ],
  replacements: [{ projectId: "5f0000000000000000000011" }],
  once: [
    {
      inputs: { ...inputs, adopt: { clientId: plainAccount } },
      prepare: (snapshot) => assignToShop(snapshot, plainAccount),
    },
  ],
  cloudManager: "Cloud Manager has no service accounts",
  tamper(snapshot, id) {
    const { account } = accountIn(snapshot, id);
    account.name = "changed by hand";
    account.roles = ["ORG_MEMBER", { groupId: shop, roleName: "GROUP_OWNER" }];
    return { name: "changed by hand", roles: ["GROUP_OWNER"] };
  },
  vanish(snapshot, id) {
    const { account, serviceAccounts } = accountIn(snapshot, id);
    serviceAccounts.splice(serviceAccounts.indexOf(account), 1);
  },
};
