import { z } from "zod";
import { profile } from "../../atlas/common-fields";
import { objectId } from "../../atlas/ids";
import { roleList, unknownRoleAdvice } from "../../atlas/roles";
import { field } from "../../core/field";

export const inputs = z.strictObject({
  orgId: field(objectId("organization"), {
    doc: "Id of the organization that owns the key: 24 lower-case hexadecimal digits. A change makes a new key.",
    replace: true,
  }),
  description: field(
    z
      .string()
      .min(1, "must have at least 1 character")
      .max(250, "must have at most 250 characters: Atlas stores no more"),
    { doc: "Text shown beside the key in Atlas, 1 to 250 characters." },
  ),
  roles: field(roleList("organization"), {
    doc: "The complete set of the key's roles in its organization, at least one. Any role not listed is removed; project roles are not touched.",
    unordered: true,
    elementType: "OrgRole<R>",
    advise: unknownRoleAdvice("organization"),
  }),
  duplicates: field(z.enum(["warn", "refuse"], 'must be "warn" or "refuse"').optional(), {
    doc: 'What to do when the organization already has a key of the same description: `"warn"` names it and creates another one, `"refuse"` stops. Default: `"warn"`.',
    flag: true,
    default: "warn",
  }),
  allowLockout: field(z.boolean().optional(), {
    doc: "Permits taking ORG_OWNER from the key that the provider itself uses, and, once applied by an earlier `up`, replacing or deleting it. Default: false.",
    flag: true,
    default: false,
  }),
  profile,
});

export const outputs = z.strictObject({
  apiKeyId: field(z.string(), { doc: "Id of the key: 24 hexadecimal digits. Assignments refer to it." }),
  publicKey: field(z.string(), { doc: "Public half of the key: the user name of HTTP Digest." }),
  privateKey: field(z.string().optional(), {
    doc: "Private half of the key. Atlas shows it once, so it is kept in the state, encrypted, over every update and refresh.",
    secret: true,
    once: true,
  }),
});

export type OrgApiKeyInputs = z.output<typeof inputs>;
export type OrgApiKeyOutputs = z.output<typeof outputs>;
export type OrgApiKeyState = OrgApiKeyInputs & OrgApiKeyOutputs;
