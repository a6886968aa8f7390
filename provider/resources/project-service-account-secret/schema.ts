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
  projectId: field(objectId("project"), {
    doc: "Id of a project in which the account has a role: 24 lower-case hexadecimal digits. A change makes a secret of an account there.",
    replace: true,
    references: "project",
  }),
  clientId: accountIdField(
    "A change makes a secret of the other account and deletes this one.",
    "ProjectServiceAccount",
  ),
  ...accountSecretInputs,
  profile,
});

export const outputs = z.strictObject(accountSecretOutputs);
