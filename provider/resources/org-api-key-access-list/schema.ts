import { z } from "zod";
import { accessListEntries, entriesWarning } from "../../atlas/access-list/schema";
import { profile } from "../../atlas/common-fields";
import { objectId } from "../../atlas/ids";
import { field } from "../../core/field";

export const inputs = z.strictObject({
  orgId: field(objectId("organization"), {
    doc: "Id of the organization that owns the key: 24 lower-case hexadecimal digits. A change manages the list of another key.",
    replace: true,
    references: "organization",
  }),
  apiKeyId: field(objectId("API key"), {
    doc: "Id of the key, an output of OrgApiKey: 24 lower-case hexadecimal digits, not the public key. A change manages the list of the other key; the old one's entries stay.",
    replace: true,
    references: "key",
  }),
  entries: field(
    accessListEntries.min(
      1,
      "needs at least one address or CIDR block: an empty list may let every address in",
    ),
    {
      doc: "The complete set of IPv4 and IPv6 addresses and CIDR blocks that may use the key, at least one. Any entry not listed is removed, after the new ones were added. Stored in canonical form: IPv6 compressed, a `/32` or `/128` as its address.",
      unordered: true,
      inputWarning: entriesWarning,
    },
  ),
  adopt: field(z.boolean().optional(), {
    doc: "Adopts a list that has other entries, and removes them. Without it, other entries are an error that names them. Used when the resource is created; a later change is ignored. Default: false.",
    ignoreChanges: true,
    default: false,
  }),
  deleteOnDestroy: field(z.boolean().optional(), {
    doc: "Destroying or replacing this resource removes the key's entries, which lets every address use it unless the organization requires an access list. Must be applied by an earlier `up`. Default: false, which leaves the entries; they are deleted with the key.",
    providerOnly: true,
    default: false,
  }),
  allowLockout: field(z.boolean().optional(), {
    doc: "Permits removing entries from the list of a key that the stack's credentials use, a profile's included; for a destroy, it must be applied by an earlier `up`. Default: false.",
    providerOnly: true,
    default: false,
  }),
  profile,
});

export const outputs = z.strictObject({
  publicKey: field(z.string(), {
    doc: "Public key of the key. By it the provider recognizes the keys that it uses itself, whose entries it does not remove.",
  }),
  adopted: field(z.boolean().optional(), {
    doc: "True when `adopt` was given and the list had entries before this resource was created, or when it was imported.",
    createOnlyOutput: true,
    marksAdoption: true,
  }),
});

export type AccessListInputs = z.output<typeof inputs>;
export type AccessListState = AccessListInputs & z.output<typeof outputs>;
