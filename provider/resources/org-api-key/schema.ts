import { z } from "zod";
import { accessListEntries, entriesWarning } from "../../atlas/access-list/schema";
import { profile } from "../../atlas/common-fields";
import { objectId } from "../../atlas/ids";
import {
  projectRoles,
  projectRolesList,
  projectRolesTraits,
  projectRolesUntilKnown,
} from "../../atlas/project-roles";
import { roleList, roleTraits } from "../../atlas/roles";
import { secretSink } from "../../atlas/secret-sink";
import { field } from "../../core/field";

/** Names one existing key. */
const keyReference = z
  .strictObject({
    apiKeyId: objectId("API key").optional().describe("Id of the key."),
    publicKey: z
      .string()
      .regex(/^[a-z]{8}$/, "must be a public key: 8 lower-case letters")
      .optional()
      .describe("Public key of the key."),
    description: z
      .string()
      .min(1, "must have at least 1 character")
      .optional()
      .describe("The key's description, which no other key of the organization has."),
  })
  .refine((reference) => Object.values(reference).filter((value) => value !== undefined).length === 1, {
    message: "must name the key by exactly one of apiKeyId, publicKey and description",
  });

const privateKeyForm = /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;

export const inputs = z.strictObject({
  orgId: field(objectId("organization"), {
    doc: "Id of the organization that owns the key: 24 lower-case hexadecimal digits. A change creates a new key.",
    replace: true,
    references: "organization",
  }),
  description: field(
    z
      .string()
      .min(1, "must have at least 1 character")
      .max(250, "must have at most 250 characters: Atlas stores no more"),
    { doc: "Text shown beside the key in Atlas, 1 to 250 characters." },
  ),
  roles: field(roleList("organization"), {
    doc: "The complete set of the key's roles in its organization, at least one. Any role not listed is removed; project roles are those of `projectRoles`.",
    unordered: true,
    elementType: "OrgRole<R>",
    ...roleTraits("organization"),
  }),
  projectRoles: field(
    projectRoles.optional(),
    {
      doc: "The key's complete roles in all projects: a map of project ids to lists of roles, or a list of `{ projectId, roles }` where ids are outputs of other resources. A project that is not listed is unassigned, `{}` unassigns all; roles in the organization are not touched. Without it, project roles are not managed here: use ProjectApiKeyAssignment, or leave them unmanaged.",
      inputType: "ProjectRoles<R>",
      untilKnown: projectRolesUntilKnown,
      ...projectRolesTraits,
    },
    projectRolesList,
  ),
  accessList: field(accessListEntries.optional(), {
    doc: "The complete set of IPv4 and IPv6 addresses and CIDR blocks that may use the key, as in OrgApiKeyAccessList. Any entry not listed is removed, after the new ones were added; `[]` removes all, with `allowEmptyAccessList`. Without it, the list is not managed here: use OrgApiKeyAccessList, or leave it unmanaged.",
    unordered: true,
    inputWarning: entriesWarning,
  }),
  allowEmptyAccessList: field(z.boolean().optional(), {
    doc: "Permits `accessList: []`, which lets every address use the key unless the organization requires an access list. Default: false.",
    providerOnly: true,
    default: false,
  }),
  adopt: field(keyReference.optional(), {
    doc: "An existing key to adopt instead of creating one: exactly one of `apiKeyId`, `publicKey` and an unambiguous `description`. Only properties that differ from the program are changed. Used when the resource is created: leaving it out later is no change, and naming another key is an error.",
    ignoreChanges: true,
  }),
  privateKey: field(
    z
      .string()
      .regex(privateKeyForm, "must be the private key as Atlas showed it: 36 characters in five groups")
      .optional(),
    {
      doc: "Private key of an adopted key, if known: stored in the state, encrypted, after a check against the last 12 digits that Atlas shows. Only with `adopt`, or for an imported key.",
      inputWhen: "adopted",
      secret: true,
    },
  ),
  storePrivateKey: field(z.boolean().optional(), {
    doc: "Whether the private key is stored in the state. With `false` it is sent to `privateKeySink` instead: that of a new key at creation, that of an existing key before it is removed from the state. It cannot be put back. Default: true.",
    localOnly: true,
    default: true,
  }),
  privateKeySink: field(secretSink.optional(), {
    doc: "A command that gets the private key on its standard input, and key, organization and description as `ATLAS_ACCESS_…` variables (see docs/guides/private-keys-outside-the-state.md); exit code 0 means that the key is stored. The command is in the state, so it must contain no secret. Only with `storePrivateKey: false`. Default of `timeoutSeconds`: 60.",
    providerOnly: true,
  }),
  deleteOnDestroy: field(z.boolean().optional(), {
    doc: "Whether destroying this resource deletes an adopted key; without it, an adopted key stays in Atlas. A key that this resource created is always deleted. Default: false.",
    providerOnly: true,
    default: false,
  }),
  duplicates: field(z.enum(["warn", "refuse"], 'must be "warn" or "refuse"').optional(), {
    doc: 'What to do when the organization already has a key of the same description: `"warn"` names it and creates another one, `"refuse"` stops. Default: `"warn"`.',
    providerOnly: true,
    default: "warn",
  }),
  allowLockout: field(z.boolean().optional(), {
    doc: "Permits taking ORG_OWNER, project roles or access-list entries from a key that the stack's credentials use, those of profiles included, and taking ORG_OWNER from the organization's last key or service account that has it. If an earlier `up` applied it, it also permits replacing or deleting such a key. Default: false.",
    providerOnly: true,
    default: false,
  }),
  profile,
});

export const outputs = z.strictObject({
  apiKeyId: field(objectId("API key"), {
    doc: "Id of the key: 24 hexadecimal digits. Assignments refer to it.",
    references: "key",
  }),
  publicKey: field(z.string(), { doc: "Public key of the key: the user name of HTTP Digest." }),
  privateKey: field(z.string().optional(), {
    doc: "Private key of the key. Atlas shows it once, so it stays in the state, encrypted, over every update and refresh. Absent with `storePrivateKey: false`.",
    secret: true,
    createOnlyOutput: true,
    changesWith: ["privateKey", "storePrivateKey"],
  }),
  privateKeyFingerprint: field(z.string().optional(), {
    doc: "Identifies the private key without showing it: the first 16 hexadecimal digits of its SHA-256. Absent for an adopted key without `privateKey`.",
    createOnlyOutput: true,
    changesWith: ["privateKey", "storePrivateKey"],
  }),
  adopted: field(z.boolean().optional(), {
    doc: "True when the key existed before this resource was created or imported it. It decides what destroying does.",
    createOnlyOutput: true,
    marksAdoption: true,
  }),
});

export type OrgApiKeyInputs = z.output<typeof inputs>;
export type OrgApiKeyOutputs = z.output<typeof outputs>;
export type OrgApiKeyState = OrgApiKeyInputs & OrgApiKeyOutputs;
