import { z } from "zod";
import { accessListEntries, entriesWarning } from "../../atlas/access-list/schema";
import { profile } from "../../atlas/common-fields";
import { clientId, objectId } from "../../atlas/ids";
import {
  projectRolesList,
  projectRolesOf,
  projectRolesTraits,
  projectRolesUntilKnown,
} from "../../atlas/project-roles";
import { roleList, roleTraits } from "../../atlas/roles";
import {
  accountDescription,
  accountName,
  accountRoleHomes,
  clientSecretOutputs,
  secretHours,
  secretInputs,
} from "../../atlas/service-accounts/fields";
import { field } from "../../core/field";

/** Names one existing account. */
const accountReference = z
  .strictObject({
    clientId: clientId.optional().describe("Client id of the account."),
    name: accountName
      .optional()
      .describe("The account's name, which no other account of the organization has."),
  })
  .refine((reference) => Object.values(reference).filter((value) => value !== undefined).length === 1, {
    message: "must name the account by exactly one of clientId and name",
  });

const initialSecret = z.strictObject({
  expiresAfterHours: secretHours.describe("Hours for which the secret is valid: 8 to 8760."),
});

export const inputs = z.strictObject({
  orgId: field(objectId("organization"), {
    doc: "Id of the organization that owns the account: 24 lower-case hexadecimal digits. A change creates a new account.",
    replace: true,
    references: "organization",
  }),
  name: field(accountName, {
    doc: "Name of the account in Atlas, 1 to 64 letters, digits, spaces and `- _ . , '`. It need not be unique.",
  }),
  description: field(accountDescription, {
    doc: "Text shown beside the account in Atlas, 1 to 250 of the same characters.",
  }),
  roles: field(roleList("organization", accountRoleHomes), {
    doc: "The complete set of the account's roles in its organization, at least one. Any role not listed is removed; project roles are those of `projectRoles`.",
    unordered: true,
    elementType: "OrgRole<R>",
    ...roleTraits("organization"),
  }),
  projectRoles: field(
    projectRolesOf(accountRoleHomes).optional(),
    {
      doc: "The account's complete roles in all projects: a map of project ids to lists of roles, or a list of `{ projectId, roles }` where ids are outputs of other resources. A project that is not listed is unassigned, `{}` unassigns all; roles in the organization are not touched. Without it, project roles are not managed here: use ServiceAccountProjectAssignment, or leave them unmanaged.",
      inputType: "ProjectRoles<R>",
      untilKnown: projectRolesUntilKnown,
      ...projectRolesTraits,
    },
    projectRolesList,
  ),
  accessList: field(accessListEntries.optional(), {
    doc: "The complete set of IPv4 and IPv6 addresses and CIDR blocks that may use the account, as in ServiceAccountAccessList. Any entry not listed is removed, after the new ones were added; `[]` removes all, with `allowEmptyAccessList`. Without it, the list is not managed here: use ServiceAccountAccessList, or leave it unmanaged.",
    unordered: true,
    inputWarning: entriesWarning,
  }),
  allowEmptyAccessList: field(z.boolean().optional(), {
    doc: "Permits `accessList: []`, which lets every address use the account unless the organization requires an access list. Default: false.",
    providerOnly: true,
    default: false,
  }),
  initialSecret: field(initialSecret.optional(), {
    doc: "Makes the account with a first secret, valid for `expiresAfterHours`: 8 to 8760, and at most the organization's `maxServiceAccountSecretValidityInHours`. Without it, the account is made without a secret; where Atlas does not allow that, its first secret is deleted at once. A secret that can be replaced before it expires is a ServiceAccountSecret. Used at creation only.",
    createOnly: true,
  }),
  adopt: field(accountReference.optional(), {
    doc: "An existing account to adopt instead of creating one: exactly one of `clientId` and an unambiguous `name`. Only properties that differ from the program are changed; its secrets stay as they are. Used when the resource is created: leaving it out later is no change, and naming another account is an error.",
    ignoreChanges: true,
  }),
  ...secretInputs,
  deleteOnDestroy: field(z.boolean().optional(), {
    doc: "Whether destroying this resource deletes an adopted account; without it, an adopted account stays in Atlas. An account that this resource created is always deleted. Default: false.",
    providerOnly: true,
    default: false,
  }),
  duplicates: field(z.enum(["warn", "refuse"], 'must be "warn" or "refuse"').optional(), {
    doc: 'What to do when the organization already has an account of the same name: `"warn"` names it and creates another one, `"refuse"` stops. Default: `"warn"`.',
    providerOnly: true,
    default: "warn",
  }),
  allowLockout: field(z.boolean().optional(), {
    doc: "Permits taking ORG_OWNER from an account that the stack's credentials use, a profile's included, or from the organization's last key or service account that has it, project roles or access-list entries from an account that they use, and, once applied by an earlier `up`, replacing or deleting such an account. Default: false.",
    providerOnly: true,
    default: false,
  }),
  profile,
});

export const outputs = z.strictObject({
  clientId: field(clientId, {
    doc: "Client id of the account: `mdb_sa_id_` and 24 hexadecimal digits. Secrets and assignments refer to it.",
    references: "service account",
  }),
  createdAt: field(z.string().optional(), { doc: "When the account was created: ISO 8601, UTC." }),
  ...clientSecretOutputs,
  secretId: field(objectId("secret").optional(), {
    doc: "Id of the initial secret.",
    createOnlyOutput: true,
  }),
  secretExpiresAt: field(z.string().optional(), {
    doc: "When the initial secret expires: ISO 8601, UTC. Absent once it was deleted.",
  }),
  adopted: field(z.boolean().optional(), {
    doc: "True when the account existed before this resource was created or imported it. It decides what destroying does.",
    createOnlyOutput: true,
    marksAdoption: true,
  }),
});

export type ServiceAccountInputs = z.output<typeof inputs>;
export type ServiceAccountOutputs = z.output<typeof outputs>;
export type ServiceAccountState = ServiceAccountInputs & ServiceAccountOutputs;
