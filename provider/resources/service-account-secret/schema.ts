import { z } from "zod";
import { profile } from "../../atlas/common-fields";
import { objectId } from "../../atlas/ids";
import {
  accountIdField,
  accountSecretInputs,
  accountSecretOutputs,
} from "../../atlas/service-accounts/fields";
import { field } from "../../core/field";

export const inputs = z.strictObject({
  orgId: field(objectId("organization"), {
    doc: "Id of the organization that owns the account: 24 lower-case hexadecimal digits. A change makes a secret of an account there.",
    replace: true,
    references: "organization",
  }),
  clientId: accountIdField("A change makes a secret of the other account and deletes this one."),
  ...accountSecretInputs,
  profile,
});

export const outputs = z.strictObject(accountSecretOutputs);
