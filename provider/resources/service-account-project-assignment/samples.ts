import { accountIn, type ResourceSamples } from "../samples";

const inputs = {
  projectId: "5f0000000000000000000010",
  clientId: "mdb_sa_id_5f00000000000000000000c2",
  roles: ["GROUP_CLUSTER_MANAGER", "GROUP_READ_ONLY"],
};

export const samples: ResourceSamples = {
  inputs,
  rejected: [
    {
      inputs: { ...inputs, clientId: `${inputs.projectId}/${inputs.clientId}` },
      field: "clientId",
      says: /use the clientId output, here "mdb_sa_id_5f00000000000000000000c2"/,
    },
    {
      inputs: { ...inputs, projectId: inputs.clientId },
      field: "projectId",
      says: /the id of a project is 24 .*, and this is the client id of a service account/,
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
      says: /"ORG_OWNER" is a role of an organization.* put it into the roles of a ServiceAccount/,
    },
    { inputs: { ...inputs, adopt: "yes" }, field: "adopt", says: /must be a boolean/ },
  ],
  updates: [
    { roles: ["GROUP_READ_ONLY"] },
    { roles: ["GROUP_DATA_ACCESS_ADMIN", "GROUP_OWNER"] },
    { deleteOnDestroy: true },
  ],
  replacements: [
    { projectId: "5f0000000000000000000011" },
    { clientId: "mdb_sa_id_5f00000000000000000000c3" },
  ],
  cloudManager: "Cloud Manager has no service accounts",
  once: [
    {
      inputs: { ...inputs, adopt: true },
      prepare(snapshot) {
        const role = { groupId: inputs.projectId, roleName: "GROUP_OWNER" };
        accountIn(snapshot, inputs.clientId).account.roles.push(role);
      },
    },
  ],
  tamper(snapshot, id) {
    const { account } = accountIn(snapshot, id);
    account.roles = [
      ...account.roles.filter((role) => typeof role === "string"),
      { groupId: inputs.projectId, roleName: "GROUP_OWNER" },
    ];
    return { roles: ["GROUP_OWNER"] };
  },
  vanish(snapshot, id) {
    const { account } = accountIn(snapshot, id);
    account.roles = account.roles.filter((role) => typeof role === "string");
  },
};
