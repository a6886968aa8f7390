import { keyIn, type ResourceSamples } from "../samples";

const inputs = {
  orgId: "5f0000000000000000000001",
  description: "CI deployer",
  roles: ["ORG_GROUP_CREATOR", "ORG_READ_ONLY"],
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
  once: [{ inputs }, { inputs: { ...inputs, adopt: { publicKey: "plainkyb" } } }],
  tamper(world, id) {
    const { key } = keyIn(world, id);
    key.desc = "changed by hand";
    key.roles = [{ orgId: inputs.orgId, roleName: "ORG_OWNER" }];
    return { description: "changed by hand", roles: ["ORG_OWNER"] };
  },
  vanish(world, id) {
    const { key, apiKeys } = keyIn(world, id);
    apiKeys.splice(apiKeys.indexOf(key), 1);
  },
};
