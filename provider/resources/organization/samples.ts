import { organizationIn, type ResourceSamples, vanishOrganization } from "../samples";

const orgOwnerId = "5f00000000000000000000aa";
const initialApiKey = { description: "owner of the new one", roles: ["ORG_OWNER"] };
const inputs = { name: "Initech", orgOwnerId, initialApiKey, deleteOnDestroy: true };
const existing = "5f0000000000000000000001";

/** An organization that exists; Cloud Manager lets no API key make one. */
const adopted: Partial<ResourceSamples> = {
  inputs: { orgId: existing, name: "Acme" },
  rejected: [{ inputs: { orgId: existing, name: "" }, field: "name", says: /at least 1/ }],
  updates: [{ name: "Acme Ltd" }, { forgetOnDestroy: true }],
  replacements: [{ orgId: "5f0000000000000000000002" }],
  hasOwnCredentials: undefined,
  staysOnDelete: true,
  vanish: vanishOrganization,
};

export const samples: ResourceSamples = {
  inputs,
  rejected: [
    { inputs: { ...inputs, name: undefined }, field: "name", says: /required for a new organization/ },
    { inputs: { ...inputs, name: "x".repeat(65) }, field: "name", says: /at most 64/ },
    {
      inputs: { ...inputs, initialApiKey: undefined },
      field: "initialApiKey",
      says: /exactly one .* none is given/,
    },
    {
      inputs: { ...inputs, initialApiKey: { ...initialApiKey, roles: ["ORG_READ_ONLY"] } },
      field: "initialApiKey.roles",
      says: /must hold ORG_OWNER/,
    },
    {
      inputs: { ...inputs, orgId: existing, initialApiKey: undefined, deleteOnDestroy: false },
      field: "orgOwnerId",
      says: /is for a new organization/,
    },
    {
      inputs: { orgId: existing, deleteOnDestroy: true },
      field: "deleteOnDestroy",
      says: /only ever forgotten/,
    },
    { inputs: { ...inputs, forgetOnDestroy: true }, field: "forgetOnDestroy", says: /contradicts/ },
  ],
  updates: [
    { name: "Initech Ltd" },
    { skipDefaultAlertsSettings: true },
    { initialApiKey: { description: "changed later", roles: ["ORG_OWNER"] } },
    { deleteOnDestroy: false, forgetOnDestroy: true },
  ],
  replacements: [{ orgId: existing }],
  hasOwnCredentials: true,
  once: [
    { inputs },
    {
      inputs: {
        ...inputs,
        initialApiKey: undefined,
        initialServiceAccount: {
          name: "owner",
          description: "owner of the new one",
          roles: ["ORG_OWNER"],
          secretExpiresAfterHours: 24,
        },
      },
    },
    { inputs: { orgId: existing, name: "Acme" } },
  ],
  cloudManager: adopted,
  tamper(snapshot, id) {
    organizationIn(snapshot, id).name = "renamed by hand";
    return { name: "renamed by hand" };
  },
  vanish(snapshot, id) {
    snapshot.organizations.splice(
      snapshot.organizations.findIndex((candidate) => candidate.id === id),
      1,
    );
  },
};
