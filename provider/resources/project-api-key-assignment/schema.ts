import { z } from "zod";
import { profile } from "../../atlas/common-fields";
import { objectId } from "../../atlas/ids";
import { roleList, roleTraits } from "../../atlas/roles";
import { field } from "../../core/field";

export const inputs = z.strictObject({
  projectId: field(objectId("project"), {
    doc: "Id of the project: 24 lower-case hexadecimal digits. A change assigns the key to the new project and then unassigns it from the old one.",
    replace: true,
    references: "project",
  }),
  apiKeyId: field(objectId("API key"), {
    doc: "Id of the key, an output of OrgApiKey: 24 lower-case hexadecimal digits, not the public key. A change moves the assignment to the other key.",
    replace: true,
    references: "key",
  }),
  roles: field(roleList("project"), {
    doc: "The complete set of the key's roles in this project, at least one. Any role not listed is removed; roles elsewhere are not touched.",
    unordered: true,
    elementType: "ProjectRole<R>",
    ...roleTraits("project"),
  }),
  adopt: field(z.boolean().optional(), {
    doc: "Adopts an existing assignment and replaces roles that differ. Without it, other roles are an error that names them. An adopted assignment stays when this resource is destroyed, unless `deleteOnDestroy` is true. Used when the resource is created; a later change is ignored. Default: false.",
    ignoreChanges: true,
    default: false,
  }),
  deleteOnDestroy: field(z.boolean().optional(), {
    doc: "Whether destroying this resource removes an adopted assignment; without it, an adopted assignment stays. An assignment that this resource created is always removed. Must be applied by an earlier `up`. Default: false.",
    providerOnly: true,
    default: false,
  }),
  allowLockout: field(z.boolean().optional(), {
    doc: "Permits taking roles from a key that the stack's credentials use, a profile's included; for a destroy or a replacement, it must be applied by an earlier `up`. Default: false.",
    providerOnly: true,
    default: false,
  }),
  profile,
});

export const outputs = z.strictObject({
  adopted: field(z.boolean().optional(), {
    doc: "True when `adopt` was given and the assignment existed before this resource was created, or when it was imported. It decides what destroying does.",
    createOnlyOutput: true,
    marksAdoption: true,
  }),
});

export type AssignmentInputs = z.output<typeof inputs>;
