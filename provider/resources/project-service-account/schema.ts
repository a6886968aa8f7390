import { z } from "zod";
import { profile } from "../../atlas/common-fields";
import { clientId, objectId } from "../../atlas/ids";
import { roleList, roleTraits } from "../../atlas/roles";
import { accountDescription, accountName, accountRoleHomes } from "../../atlas/service-accounts/fields";
import { field } from "../../core/field";

/** Names one existing account of the project. */
const accountReference = z
  .strictObject({
    clientId: clientId.optional().describe("Client id of the account."),
    name: accountName.optional().describe("Name of the account: an exact match of one account only."),
  })
  .refine((reference) => Object.values(reference).filter((value) => value !== undefined).length === 1, {
    message: "must name the account by exactly one of clientId and name",
  });

export const inputs = z.strictObject({
  projectId: field(objectId("project"), {
    doc: "Id of the project: 24 lower-case hexadecimal digits. A change creates a new account there, and removes this one from the old project.",
    replace: true,
    references: "project",
  }),
  name: field(accountName, {
    doc: "Name of the account in Atlas, 1 to 64 letters, digits, spaces and `- _ . , '`. It need not be unique.",
  }),
  description: field(accountDescription, {
    doc: "Text shown beside the account in Atlas, 1 to 250 of the same characters.",
  }),
  roles: field(roleList("project", accountRoleHomes), {
    doc: "The complete set of the account's roles in this project, at least one. Any role not listed is removed; roles elsewhere are not touched.",
    unordered: true,
    elementType: "ProjectRole<R>",
    ...roleTraits("project"),
  }),
  adopt: field(accountReference.optional(), {
    doc: "An existing account of the project to adopt instead of creating one: exactly one of `clientId` and an unambiguous `name`. Only properties that differ from the program are changed; its secrets stay as they are. Used when the resource is created: leaving it out later is no change, and naming another account is an error.",
    ignoreChanges: true,
  }),
  deleteOnDestroy: field(z.boolean().optional(), {
    doc: "Whether destroying this resource removes an adopted account from the project; without it, an adopted account stays there. An account that this resource created is always removed from the project. Default: false.",
    providerOnly: true,
    default: false,
  }),
  duplicates: field(z.enum(["warn", "refuse"], 'must be "warn" or "refuse"').optional(), {
    doc: 'What to do when the project already has an account of the same name: `"warn"` names it and creates another one, `"refuse"` stops. Default: `"warn"`.',
    providerOnly: true,
    default: "warn",
  }),
  allowLockout: field(z.boolean().optional(), {
    doc: "Permits taking roles from an account that the stack's credentials use, a profile's included; for a destroy or a replacement, it must be applied by an earlier `up`. Default: false.",
    providerOnly: true,
    default: false,
  }),
  profile,
});

export const outputs = z.strictObject({
  clientId: field(clientId, {
    doc: "Client id of the account: `mdb_sa_id_` and 24 hexadecimal digits. Secrets and access lists refer to it.",
    references: "service account",
  }),
  createdAt: field(z.string().optional(), { doc: "When the account was created: ISO 8601, UTC." }),
  adopted: field(z.boolean().optional(), {
    doc: "True when the account existed before this resource was created or imported it. It decides what destroying does.",
    createOnlyOutput: true,
    marksAdoption: true,
  }),
});

export type ProjectAccountInputs = z.output<typeof inputs>;
export type ProjectAccountOutputs = z.output<typeof outputs>;
export type ProjectAccountState = ProjectAccountInputs & ProjectAccountOutputs;
