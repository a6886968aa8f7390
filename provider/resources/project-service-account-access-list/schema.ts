import { z } from "zod";
import { profile } from "../../atlas/common-fields";
import { objectId } from "../../atlas/ids";
import { accountIdField, accountListInputs, accountListOutputs } from "../../atlas/service-accounts/fields";
import { field } from "../../core/field";

export const inputs = z.strictObject({
  projectId: field(objectId("project"), {
    doc: "Id of a project in which the account has a role: 24 lower-case hexadecimal digits. A change manages the list of another account.",
    replace: true,
    references: "project",
  }),
  clientId: accountIdField(
    "A change manages the list of the other account; the old one's entries stay.",
    "ProjectServiceAccount",
  ),
  ...accountListInputs,
  profile,
});

export const outputs = z.strictObject(accountListOutputs);
