import { z } from "zod";
import { profile } from "../../atlas/common-fields";
import { objectId } from "../../atlas/ids";
import {
  accountIdField,
  clientSecretOutputs,
  secretHours,
  secretInputs,
} from "../../atlas/service-accounts/fields";
import { field } from "../../core/field";

export const inputs = z.strictObject({
  orgId: field(objectId("organization"), {
    doc: "Id of the organization that owns the account: 24 lower-case hexadecimal digits. A change makes a secret of an account there.",
    replace: true,
    references: "organization",
  }),
  clientId: accountIdField("A change makes a secret of the other account and deletes this one."),
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
  profile,
});

export const outputs = z.strictObject({
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
});
