import { keyIn, type ResourceSamples } from "../samples";

const inputs = {
  orgId: "5f0000000000000000000001",
  apiKeyId: "5f00000000000000000000b2",
  entries: ["192.0.2.17", "198.51.100.0/24", "2001:db8::/32"],
  // Without it a destroy leaves the entries and makes no request.
  deleteOnDestroy: true,
};
const withEntries = (...entries: string[]) => ({ ...inputs, entries });

export const samples: ResourceSamples = {
  inputs,
  rejected: [
    { inputs: { ...inputs, apiKeyId: "abcdefgh" }, field: "apiKeyId", says: /looks like a public key/ },
    { inputs: { ...inputs, orgId: "acme" }, field: "orgId", says: /24 lower-case hexadecimal digits/ },
    { inputs: withEntries(), field: "entries", says: /at least one address or CIDR block/ },
    { inputs: { ...inputs, entries: "192.0.2.1" }, field: "entries", says: /must be an array, not a string/ },
    {
      inputs: withEntries("192.0.2.1", "192.0.2.256"),
      field: "entries[1]",
      says: /"192\.0\.2\.256" is neither an IP address nor a CIDR block/,
    },
    { inputs: withEntries("office.example.com"), field: "entries[0]", says: /neither an IP address/ },
    { inputs: withEntries("010.0.0.1"), field: "entries[0]", says: /neither an IP address/ },
    { inputs: withEntries("192.0.2.0/33"), field: "entries[0]", says: /no prefix between 0 and 32/ },
    { inputs: withEntries("2001:db8::/129"), field: "entries[0]", says: /no prefix between 0 and 128/ },
    {
      inputs: withEntries("198.51.100.7/24"),
      field: "entries[0]",
      says: /write "198\.51\.100\.0\/24" for the block or "198\.51\.100\.7" for the address/,
    },
    { inputs: withEntries("::ffff:192.0.2.1"), field: "entries[0]", says: /write "192\.0\.2\.1"/ },
    { inputs: { ...inputs, adopt: "yes" }, field: "adopt", says: /must be a boolean/ },
    { inputs: { ...inputs, cidrBlocks: [] }, field: "cidrBlocks", says: /no such input/ },
  ],
  updates: [
    { entries: [...inputs.entries, "203.0.113.0/24", "2001:db8:1::1"].sort() },
    { entries: ["192.0.2.17", "198.51.100.0/24"] },
    { allowLockout: true },
  ],
  replacements: [{ orgId: "5f0000000000000000000002" }, { apiKeyId: "5f00000000000000000000b3" }],
  afterDelete: { entries: [] },
  once: [
    {
      inputs: { ...inputs, adopt: true },
      prepare(snapshot) {
        keyIn(snapshot, `${inputs.orgId}/${inputs.apiKeyId}`).key.accessList = ["203.0.113.9/32"];
      },
    },
  ],
  tamper(snapshot, id) {
    keyIn(snapshot, id).key.accessList = ["192.0.2.17", "203.0.113.9/32"];
    return { entries: ["192.0.2.17", "203.0.113.9"] };
  },
  vanish(snapshot, id) {
    const { key, apiKeys } = keyIn(snapshot, id);
    apiKeys.splice(apiKeys.indexOf(key), 1);
  },
};
