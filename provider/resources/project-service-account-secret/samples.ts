import { accountIn, assignToShop, type ResourceSamples } from "../samples";

const inputs = {
  projectId: "5f0000000000000000000010",
  clientId: "mdb_sa_id_5f00000000000000000000c2",
  expiresAfterHours: 720,
};
const existing = "5f00000000000000000000d1";

export const samples: ResourceSamples = {
  inputs,
  prepare: (snapshot) => assignToShop(snapshot, inputs.clientId),
  rejected: [
    {
      inputs: { ...inputs, projectId: "shop" },
      field: "projectId",
      says: /24 lower-case hexadecimal digits/,
    },
    {
      inputs: { ...inputs, clientId: `${inputs.projectId}/${inputs.clientId}` },
      field: "clientId",
      says: /looks like a resource id: use the clientId output, here "mdb_sa_id_5f/,
    },
    {
      inputs: { ...inputs, clientId: `mdb_sa_sk_${"x".repeat(40)}` },
      field: "clientId",
      says: /looks like a client secret/,
    },
    {
      inputs: { ...inputs, adopt: { secretId: inputs.clientId } },
      field: "adopt.secretId",
      says: /the id of a secret is 24 .*, and this is the client id of a service account/,
    },
    { inputs: { ...inputs, expiresAfterHours: 0 }, field: "expiresAfterHours", says: /at least 8 hours/ },
    {
      inputs: { ...inputs, expiresAfterHours: 8761 },
      field: "expiresAfterHours",
      says: /at most 8760 hours/,
    },
    {
      inputs: { ...inputs, expiresAfterHours: 8.5 },
      field: "expiresAfterHours",
      says: /must be a whole number/,
    },
    {
      inputs: { ...inputs, storeClientSecret: false },
      field: "clientSecretSink",
      says: /required with storeClientSecret: false/,
    },
    { inputs: { ...inputs, hours: 720 }, field: "hours", says: /no such input/ },
  ],
  updates: [{ warnBeforeExpiryHours: 24 }, { allowLockout: true }],
  replacements: [
    { projectId: "5f0000000000000000000011" },
    { clientId: "mdb_sa_id_5f00000000000000000000c3" },
    { expiresAfterHours: 24 },
  ],
  immutable: ["expiresAfterHours"],
  repairedByReplacing: ["expiresAfterHours"],
  once: [
    { inputs },
    {
      inputs: { ...inputs, adopt: { secretId: existing } },
      prepare(snapshot) {
        accountIn(snapshot, inputs.clientId).account.secrets.push({
          id: existing,
          secret: `mdb_sa_sk_${"e".repeat(40)}`,
          createdAt: "2026-01-01T00:00:00Z",
          expiresAt: "2100-01-01T00:00:00Z",
        });
      },
    },
  ],
  cloudManager: "Cloud Manager has no service accounts",
  tamper(snapshot, id) {
    for (const secret of accountIn(snapshot, id).account.secrets) secret.expiresAt = "2026-01-01T00:00:00Z";
    return { expiresAfterHours: 0 };
  },
  vanish(snapshot, id) {
    const { account } = accountIn(snapshot, id);
    delete account.clientSecret;
    account.secrets = [];
  },
};
