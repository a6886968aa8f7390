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
    doc: "Takes over an assignment that exists, replacing roles that differ. Without it other roles are an error that names them. What was taken over stays when this resource is destroyed, unless `deleteOnDestroy` is true. Used when the resource is created; a later change is ignored. Default: false.",
    ignoreChanges: true,
    default: false,
  }),
  deleteOnDestroy: field(z.boolean().optional(), {
    doc: "Whether destroying this resource unassigns a key whose assignment was adopted; without it such an assignment stays. An assignment that this resource made is always removed. Applied by an `up` of its own before. Default: false.",
    providerOnly: true,
    default: false,
  }),
  allowLockout: field(z.boolean().optional(), {
    doc: "Permits taking roles from a key that the stack's credentials use, a profile's included; for a destroy or a replacement, applied by an `up` of its own before. Default: false.",
    providerOnly: true,
    default: false,
  }),
  profile,
});

export const outputs = z.strictObject({
  adopted: field(z.boolean().optional(), {
    doc: "True when `adopt` was given and the assignment existed before this resource was created. It decides what destroying does.",
    createOnlyOutput: true,
  }),
});

export type AssignmentInputs = z.output<typeof inputs>;
