import { accountIn, assignToShop, type ResourceSamples } from "../samples";

const inputs = {
  projectId: "5f0000000000000000000010",
  clientId: "mdb_sa_id_5f00000000000000000000c2",
  entries: ["192.0.2.17", "198.51.100.0/24", "2001:db8::/32"],
  // Without it a destroy leaves the entries and makes no request.
  deleteOnDestroy: true,
};
const withEntries = (...entries: string[]) => ({ ...inputs, entries });

export const samples: ResourceSamples = {
  inputs,
  prepare: (snapshot) => assignToShop(snapshot, inputs.clientId),
  rejected: [
    {
      inputs: { ...inputs, clientId: "5f00000000000000000000c2" },
      field: "clientId",
      says: /mdb_sa_id_ and 24 hexadecimal digits.* has no mdb_sa_id_/,
    },
    {
      inputs: { ...inputs, projectId: "shop" },
      field: "projectId",
      says: /24 lower-case hexadecimal digits/,
    },
    { inputs: withEntries(), field: "entries", says: /at least one address or CIDR block/ },
    {
      inputs: withEntries("192.0.2.1", "192.0.2.256"),
      field: "entries[1]",
      says: /"192\.0\.2\.256" is neither an IP address nor a CIDR block/,
    },
    {
      inputs: withEntries("198.51.100.7/24"),
      field: "entries[0]",
      says: /write "198\.51\.100\.0\/24" for the block or "198\.51\.100\.7" for the address/,
    },
    { inputs: { ...inputs, adopt: "yes" }, field: "adopt", says: /must be a boolean/ },
  ],
  updates: [
    { entries: [...inputs.entries, "203.0.113.0/24", "2001:db8:1::1"].sort() },
    { entries: ["192.0.2.17", "198.51.100.0/24"] },
    { allowLockout: true },
  ],
  replacements: [
    { projectId: "5f0000000000000000000011" },
    { clientId: "mdb_sa_id_5f00000000000000000000c3" },
  ],
  afterDelete: { entries: [] },
  cloudManager: "Cloud Manager has no service accounts",
  once: [
    {
      inputs: { ...inputs, adopt: true },
      prepare(snapshot) {
        accountIn(snapshot, inputs.clientId).account.accessList = ["203.0.113.9/32"];
      },
    },
  ],
  tamper(snapshot, id) {
    accountIn(snapshot, id).account.accessList = ["192.0.2.17", "203.0.113.9/32"];
    return { entries: ["192.0.2.17", "203.0.113.9"] };
  },
  vanish(snapshot, id) {
    const { account, serviceAccounts } = accountIn(snapshot, id);
    serviceAccounts.splice(serviceAccounts.indexOf(account), 1);
  },
};
