/**
 * Access to MongoDB Atlas as code, on the provider plugin: the classes and functions of `pulumi-atlas-access` with the options
 * `provider` and `import`. See docs/guides/plugin.md.
 */

export type { KnownOrgRole, KnownProjectRole } from "./atlas/known-roles";
export * from "./host/program/plugin/functions.generated";
export * from "./host/program/plugin/resources.generated";
export type { AnyRole, OrgRole, ProjectRole } from "./host/program/role-types";
export type { GetOptions } from "./host/program/static-get";
