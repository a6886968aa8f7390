import { keyIn, type ResourceSamples } from "../samples";

const inputs = {
  projectId: "5f0000000000000000000010",
  apiKeyId: "5f00000000000000000000b2",
  roles: ["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"],
};

/** Roles that Cloud Manager has. */
const there = { ...inputs, roles: ["GROUP_MONITORING_ADMIN", "GROUP_READ_ONLY"] };

export const samples: ResourceSamples = {
  inputs,
  rejected: [
    { inputs: { ...inputs, apiKeyId: "abcdefgh" }, field: "apiKeyId", says: /looks like a public key/ },
    {
      inputs: { ...inputs, apiKeyId: "5f0000000000000000000001/5f00000000000000000000b2" },
      field: "apiKeyId",
      says: /use the apiKeyId output, here "5f00000000000000000000b2"/,
    },
    {
      inputs: { ...inputs, projectId: "shop" },
      field: "projectId",
      says: /24 lower-case hexadecimal digits/,
    },
    { inputs: { ...inputs, roles: [] }, field: "roles", says: /at least one GROUP_ role/ },
    {
      inputs: { ...inputs, roles: ["GROUP_REED_ONLY"] },
      field: "roles[0]",
      says: /did you mean GROUP_READ_ONLY\?/,
    },
    {
      inputs: { ...inputs, roles: ["GROUP_OWNER", "ORG_OWNER"] },
      field: "roles[1]",
      says: /"ORG_OWNER" is a role of an organization/,
    },
    { inputs: { ...inputs, adopt: "yes" }, field: "adopt", says: /must be a boolean/ },
  ],
  updates: [
    { roles: ["GROUP_READ_ONLY"] },
    { roles: ["GROUP_DATA_ACCESS_ADMIN", "GROUP_OWNER"] },
    { deleteOnDestroy: true },
  ],
  replacements: [{ projectId: "5f0000000000000000000011" }, { apiKeyId: "5f00000000000000000000b3" }],
  cloudManager: { inputs: there },
  once: [
    {
      inputs: { ...inputs, adopt: true },
      prepare(snapshot) {
        const role = { groupId: inputs.projectId, roleName: "GROUP_OWNER" };
        keyIn(snapshot, `${inputs.projectId}/${inputs.apiKeyId}`).key.roles.push(role);
      },
    },
  ],
  tamper(snapshot, id) {
    const { key } = keyIn(snapshot, id);
    key.roles = [
      ...key.roles.filter((role) => role.groupId !== inputs.projectId),
      { groupId: inputs.projectId, roleName: "GROUP_OWNER" },
    ];
    return { roles: ["GROUP_OWNER"] };
  },
  vanish(snapshot, id) {
    const { key } = keyIn(snapshot, id);
    key.roles = key.roles.filter((role) => role.groupId !== inputs.projectId);
  },
};
