import { z } from "zod";
import { profile } from "../../atlas/common-fields";
import { objectId } from "../../atlas/ids";
import { accountIdField, accountListInputs, accountListOutputs } from "../../atlas/service-accounts/fields";
import { field } from "../../core/field";

export const inputs = z.strictObject({
  orgId: field(objectId("organization"), {
    doc: "Id of the organization that owns the account: 24 lower-case hexadecimal digits. A change manages the list of another account.",
    replace: true,
    references: "organization",
  }),
  clientId: accountIdField("A change manages the list of the other account; the old one's entries stay."),
  ...accountListInputs,
  profile,
});

export const outputs = z.strictObject(accountListOutputs);
