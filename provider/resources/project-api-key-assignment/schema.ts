import { z } from "zod";
import { profile } from "../../atlas/common-fields";
import { objectId } from "../../atlas/ids";
import { roleAdvice, roleList } from "../../atlas/roles";
import { field } from "../../core/field";

export const inputs = z.strictObject({
  projectId: field(objectId("project"), {
    doc: "Id of the project: 24 lower-case hexadecimal digits. A change unassigns the key from the old project and assigns it to the new one.",
    replace: true,
    comesFrom: "project",
  }),
  apiKeyId: field(objectId("API key"), {
    doc: "Id of the key, an output of OrgApiKey: 24 lower-case hexadecimal digits, not the public key. A change moves the assignment to the other key.",
    replace: true,
    comesFrom: "key",
  }),
  roles: field(roleList("project"), {
    doc: "The complete set of the key's roles in this project, at least one. Any role not listed is removed; roles elsewhere are not touched.",
    unordered: true,
    elementType: "ProjectRole<R>",
    ...roleAdvice("project"),
  }),
  adopt: field(z.boolean().optional(), {
    doc: "Takes over an assignment that exists with other roles, replacing them. Without it that is an error that names its roles. Default: false.",
    flag: true,
    default: false,
  }),
  forgetOnDestroy: field(z.boolean().optional(), {
    doc: "Destroying this resource leaves the key's roles in the project as they are. Applied by an `up` of its own before. Default: false, which unassigns the key.",
    flag: true,
    default: false,
  }),
  allowLockout: field(z.boolean().optional(), {
    doc: "Permits taking roles from a key that the stack's credentials use, a profile's included; for a destroy or a replacement, applied by an `up` of its own before. Default: false.",
    flag: true,
    default: false,
  }),
  profile,
});

export const outputs = z.strictObject({
  adopted: field(z.boolean().optional(), {
    doc: "True when the assignment existed before this resource was created.",
    once: true,
  }),
});

export type AssignmentInputs = z.output<typeof inputs>;
