import { z } from "zod";
import { field } from "../../core/field";
import { accessListEntries, entriesWarning } from "../access-list/schema";
import { clientId, objectId } from "../ids";
import type { RoleHomes } from "../roles";
import { secretSink } from "../secret-sink";

/** The resources that errors about a role in the wrong place name. */
export const accountRoleHomes: RoleHomes = {
  organization: "ServiceAccount",
  project: "ServiceAccountProjectAssignment",
};

/** As documented: letters and digits of any language, and these characters. */
const allowed = /^[\p{L}\p{N}\-_.,' ]*$/u;

function text(maxLength: number) {
  return z
    .string()
    .min(1, "must have at least 1 character")
    .max(maxLength, `must have at most ${maxLength} characters`)
    .superRefine((value, context) => {
      if (allowed.test(value)) return;
      const refused = [...new Set([...value].filter((character) => !allowed.test(character)))];
      const shown = refused.map((character) => JSON.stringify(character)).join(", ");
      context.addIssue({
        code: "custom",
        message: `holds ${shown}, which Atlas refuses: use letters, digits, spaces and - _ . , '`,
      });
    });
}

export const accountName = text(64);
export const accountDescription = text(250);

/** How long a new secret is valid. The organization may have a lower maximum. */
export const secretHours = z
  .number()
  .int("must be a whole number of hours")
  .min(8, "must be at least 8 hours, Atlas's minimum")
  .max(8760, "must be at most 8760 hours (1 year), Atlas's maximum");

export const defaultWarningHours = 168;

/** Inputs about secrets, for every resource that makes one. */
export const secretInputs = {
  warnBeforeExpiryHours: field(
    z.number().int("must be a whole number of hours").min(0, "must be at least 0 hours").optional(),
    {
      doc: "A secret that expires within so many hours is a warning in every preview, refresh and `up`; `0` never warns. Default: 168 (7 days).",
      providerOnly: true,
      default: defaultWarningHours,
    },
  ),
  storeClientSecret: field(z.boolean().optional(), {
    doc: "Whether the client secret is stored in the state. With `false` it is sent to `clientSecretSink` instead: that of a new secret at creation, that of an existing one before it is removed from the state. It cannot be put back. Default: true.",
    localOnly: true,
    default: true,
  }),
  clientSecretSink: field(secretSink.optional(), {
    doc: "A command that gets the client secret on its standard input, and organization or project, account and secret as `ATLAS_ACCESS_…` variables (see docs/guides/private-keys-outside-the-state.md); exit code 0 means that the secret is stored. The command is in the state, so it must contain no secret. Only with `storeClientSecret: false`. Default of `timeoutSeconds`: 60.",
    providerOnly: true,
  }),
} as const;

/** Outputs of a secret that its creation returns once. */
export const clientSecretOutputs = {
  clientSecret: field(z.string().optional(), {
    doc: "The secret's value. Atlas shows it once, so it stays in the state, encrypted, over every update and refresh. Absent with `storeClientSecret: false`, and for what was adopted.",
    secret: true,
    createOnlyOutput: true,
    changesWith: ["storeClientSecret"],
  }),
  clientSecretFingerprint: field(z.string().optional(), {
    doc: "Identifies the client secret without showing it: the first 16 hexadecimal digits of its SHA-256. Absent for what was adopted.",
    createOnlyOutput: true,
    changesWith: ["storeClientSecret"],
  }),
} as const;

/** The account of a resource that manages a part of it. @param more what a change does @param from the resource that makes it */
export const accountIdField = (more: string, from = "ServiceAccount") =>
  field(clientId, {
    doc: `Client id of the service account, an output of ${from}: \`mdb_sa_id_\` and 24 hexadecimal digits. ${more}`,
    replace: true,
    references: "service account",
  });

/** Inputs of a resource that is one secret of an account, without those that name the account. */
export const accountSecretInputs = {
  expiresAfterHours: field(secretHours, {
    doc: "How long the secret is valid, in hours from its creation: 8 to 8760, and at most the organization's `maxServiceAccountSecretValidityInHours`. A change makes a new secret and deletes this one. After a refresh, an expired secret shows 0, so that the next `up` replaces it.",
    replace: true,
  }),
  adopt: field(z.strictObject({ secretId: objectId("secret").describe("Id of the secret.") }).optional(), {
    doc: "An existing secret of the account to adopt instead of making one, by its `secretId`. Its value is not known. Used when the resource is created: leaving it out later is no change, and naming another secret is an error.",
    ignoreChanges: true,
  }),
  ...secretInputs,
  deleteOnDestroy: field(z.boolean().optional(), {
    doc: "Whether destroying this resource deletes an adopted secret; without it, an adopted secret stays in Atlas. A secret that this resource made is always deleted. Default: false.",
    providerOnly: true,
    default: false,
  }),
  allowLockout: field(z.boolean().optional(), {
    doc: "Permits, once applied by an earlier `up`, replacing or deleting a secret that the stack's credentials use, a profile's included. Default: false.",
    providerOnly: true,
    default: false,
  }),
} as const;

export const accountSecretOutputs = {
  secretId: field(objectId("secret"), { doc: "Id of the secret: 24 hexadecimal digits." }),
  ...clientSecretOutputs,
  createdAt: field(z.string(), { doc: "When the secret was created: ISO 8601, UTC." }),
  expiresAt: field(z.string(), {
    doc: "When the secret expires: ISO 8601, UTC. A newer secret of the account moves it to seven days after its creation at the latest; shown after a refresh.",
  }),
  adopted: field(z.boolean().optional(), {
    doc: "True when the secret existed before this resource was created or imported it. It decides what destroying does.",
    createOnlyOutput: true,
    marksAdoption: true,
  }),
} as const;

/** Inputs of a resource that is the access list of an account. */
export const accountListInputs = {
  entries: field(
    accessListEntries.min(
      1,
      "needs at least one address or CIDR block: an empty list may let every address in",
    ),
    {
      doc: "The complete set of IPv4 and IPv6 addresses and CIDR blocks that may use the account, at least one. Any entry not listed is removed, after the new ones were added. Stored in canonical form: IPv6 compressed, a `/32` or `/128` as its address.",
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
    doc: "Destroying or replacing this resource removes the account's entries, which lets every address use it unless the organization requires an access list. Must be applied by an earlier `up`. Default: false, which leaves the entries; they are deleted with the account.",
    providerOnly: true,
    default: false,
  }),
  allowLockout: field(z.boolean().optional(), {
    doc: "Permits removing entries from the list of an account that the stack's credentials use, a profile's included; for a destroy, it must be applied by an earlier `up`. Default: false.",
    providerOnly: true,
    default: false,
  }),
} as const;

export const accountListOutputs = {
  adopted: field(z.boolean().optional(), {
    doc: "True when `adopt` was given and the list had entries before this resource was created, or when it was imported.",
    createOnlyOutput: true,
    marksAdoption: true,
  }),
} as const;
