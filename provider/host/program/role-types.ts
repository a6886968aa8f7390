import type { KnownOrgRole, KnownProjectRole } from "../../atlas/known-roles";

/** Any text; the known roles are offered by editors. */
export type AnyRole = KnownOrgRole | KnownProjectRole | (string & {});

/**
 * A role of an organization: a literal must start with ORG_, a value that is only known as `string` is checked in
 * preview.
 */
export type OrgRole<R extends AnyRole> = R &
  (string extends R ? unknown : R extends `ORG_${string}` ? R : never);

/** A role of a project: a literal must start with GROUP_, as for OrgRole. */
export type ProjectRole<R extends AnyRole> = R &
  (string extends R ? unknown : R extends `GROUP_${string}` ? R : never);
