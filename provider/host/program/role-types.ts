import type * as pulumi from "@pulumi/pulumi";
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

/** Roles of several projects, by project id, or as a list where ids are outputs of other resources. */
export type ProjectRoles<R extends AnyRole> =
  | { readonly [projectId: string]: pulumi.Input<pulumi.Input<ProjectRole<R>>[]> }
  | pulumi.Input<ProjectRolesElement<R>>[];

/** The roles of one project. */
export interface ProjectRolesElement<R extends AnyRole> {
  readonly projectId: pulumi.Input<string>;
  readonly roles: pulumi.Input<pulumi.Input<ProjectRole<R>>[]>;
}
