import { accountIn, type ResourceSamples } from "../samples";

const inputs = {
  orgId: "5f0000000000000000000001",
  clientId: "mdb_sa_id_5f00000000000000000000c2",
  expiresAfterHours: 720,
  rotateEveryDays: 7,
  overlapHours: 48,
};

export const samples: ResourceSamples = {
  inputs,
  rejected: [
    { inputs: { ...inputs, orgId: "acme" }, field: "orgId", says: /24 lower-case hexadecimal digits/ },
    {
      inputs: { ...inputs, clientId: "5f00000000000000000000c2" },
      field: "clientId",
      says: /mdb_sa_id_/,
    },
    {
      inputs: { ...inputs, rotateEveryDays: 0 },
      field: "rotateEveryDays",
      says: /at least 1 day: with 0, every run would rotate/,
    },
    {
      inputs: { ...inputs, rotateEveryDays: 20, overlapHours: 169 },
      field: "overlapHours",
      says: /is 169 hours, and Atlas ends a secret 168 hours \(7 days\) after the next one was made/,
    },
    {
      inputs: { ...inputs, rotateEveryDays: 1, overlapHours: 25 },
      field: "overlapHours",
      says: /is 25 hours, and the period is 1 days, 24 hours/,
    },
    {
      inputs: { ...inputs, expiresAfterHours: 215 },
      field: "expiresAfterHours",
      says: /is 215 hours, and a secret is current for 168 hours \(7 days\) and previous for 48: .* Use at least 216 hours/,
    },
    { inputs: { ...inputs, keepers: { count: 3 } }, field: "keepers.count", says: /must be a string/ },
    {
      inputs: { ...inputs, storeClientSecret: false },
      field: "clientSecretSink",
      says: /required with storeClientSecret: false/,
    },
  ],
  updates: [{ allowLockout: true }],
  replacements: [{ orgId: "5f0000000000000000000002" }, { clientId: "mdb_sa_id_5f00000000000000000000c3" }],
  once: [{ inputs }],
  notImportable: "Atlas does not show the schedule of a rotation",
  cloudManager: "Cloud Manager has no service accounts",
  tamper(snapshot, id) {
    for (const secret of accountIn(snapshot, id).account.secrets) secret.expiresAt = "2026-01-01T00:00:00Z";
    return {};
  },
  vanish(snapshot, id) {
    const { account } = accountIn(snapshot, id);
    delete account.clientSecret;
    account.secrets = [];
  },
};
