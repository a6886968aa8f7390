import { z } from "zod";
import { profile } from "../../atlas/common-fields";
import { objectId } from "../../atlas/ids";
import { roleList } from "../../atlas/roles";
import { field } from "../../core/field";

/** Only the credentials that are created with a new organization can manage it, so they must own it. */
const ownerRoles = roleList("organization")
  .refine((roles) => roles.includes("ORG_OWNER"), {
    message: "must hold ORG_OWNER: nothing else can manage the new organization",
  })
  // A set, like every list of roles; the trait `unordered` applies only to top-level fields.
  .overwrite((roles) => [...new Set(roles)].sort());

const initialApiKey = z.strictObject({
  description: z
    .string()
    .min(1, "must have at least 1 character")
    .max(250, "must have at most 250 characters")
    .describe("Text shown beside the key in Atlas, 1 to 250 characters."),
  roles: ownerRoles.describe("The key's roles in the new organization; ORG_OWNER must be among them."),
});

const initialServiceAccount = z.strictObject({
  name: z
    .string()
    .min(1, "must have at least 1 character")
    .max(64, "must have at most 64 characters")
    .describe("Name of the service account, 1 to 64 characters."),
  description: z
    .string()
    .min(1, "must have at least 1 character")
    .max(250, "must have at most 250 characters")
    .describe("Text shown beside the service account in Atlas, 1 to 250 characters."),
  roles: ownerRoles.describe(
    "The service account's roles in the new organization; ORG_OWNER must be among them.",
  ),
  secretExpiresAfterHours: z
    .number()
    .int("must be a whole number of hours")
    .min(1, "must be at least 1 hour")
    .describe("Hours for which the first secret is valid."),
});

export const inputs = z.strictObject({
  orgId: field(objectId("organization").optional(), {
    doc: "Id of an existing organization to manage. Without it, a new organization is created. It cannot be added or changed later.",
    replace: true,
    inputWhen: "adopted",
  }),
  name: field(
    z.string().min(1, "must have at least 1 character").max(64, "must have at most 64 characters").optional(),
    {
      doc: "Name of the organization, 1 to 64 characters. Required for a new organization. Without it, the name of an existing organization is not managed.",
    },
  ),
  skipDefaultAlertsSettings: field(z.boolean().optional(), {
    doc: "Whether new projects of the organization start without the default alerts. Without it, the setting is not managed; Atlas's default is false.",
  }),
  orgOwnerId: field(objectId("user").optional(), {
    doc: "Id of the Atlas user who owns the new organization: required when the caller is an API key. Used at creation only.",
    createOnly: true,
  }),
  initialApiKey: field(initialApiKey.optional(), {
    doc: "API key that the new organization starts with; its roles must include ORG_OWNER. Exactly one of this and `initialServiceAccount`. Used at creation only.",
    createOnly: true,
  }),
  initialServiceAccount: field(initialServiceAccount.optional(), {
    doc: "Service account that the new organization starts with, its first secret valid for `secretExpiresAfterHours`; its roles must include ORG_OWNER. Exactly one of this and `initialApiKey`. Used at creation only.",
    createOnly: true,
  }),
  federationSettingsId: field(objectId("federation").optional(), {
    doc: "Id of the federation settings to link the new organization to. Used at creation only.",
    createOnly: true,
  }),
  deleteOnDestroy: field(z.boolean().optional(), {
    doc: "Destroying this resource deletes the organization that it created. Must be applied by an earlier `up`. Not allowed for an adopted organization. Default: false, which refuses to destroy.",
    providerOnly: true,
    default: false,
  }),
  forgetOnDestroy: field(z.boolean().optional(), {
    doc: "Destroying this resource removes an organization that it created from the state, with the only credentials that can manage it; the organization stays in Atlas. Must be applied by an earlier `up`. Default: false, which refuses to destroy.",
    providerOnly: true,
    default: false,
  }),
  profile,
});

const once = <T extends z.ZodType>(schema: T, doc: string, secret = false) =>
  field(schema, { doc, createOnlyOutput: true, secret });

export const outputs = z.strictObject({
  orgId: field(z.string(), { doc: "Id of the organization: 24 hexadecimal digits." }),
  isDeleted: field(z.boolean(), { doc: "Whether Atlas marks the organization as deleted." }),
  apiKeyId: once(z.string().optional(), "Id of the API key that the new organization started with."),
  publicKey: once(z.string().optional(), "Public key of that API key."),
  privateKey: once(z.string().optional(), "Private key of that API key; Atlas shows it once.", true),
  privateKeyFingerprint: once(
    z.string().optional(),
    "Identifies the private key without showing it: the first 16 hexadecimal digits of its SHA-256.",
  ),
  clientId: once(
    z.string().optional(),
    "Client id of the service account that the new organization started with.",
  ),
  clientSecret: once(z.string().optional(), "Its first secret; Atlas shows it once.", true),
  clientSecretFingerprint: once(z.string().optional(), "Identifies the client secret in the same way."),
  secretId: once(z.string().optional(), "Id of that secret."),
  secretExpiresAt: once(z.string().optional(), "When that secret expires: ISO 8601, UTC."),
  adopted: field(z.boolean().optional(), {
    doc: "True for an adopted organization: a destroy never deletes it.",
    createOnlyOutput: true,
    marksAdoption: true,
  }),
});

export type OrganizationInputs = z.output<typeof inputs>;
export type OrganizationOutputs = z.output<typeof outputs>;
export type OrganizationState = OrganizationInputs & OrganizationOutputs;
