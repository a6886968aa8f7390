/**
 * Access to MongoDB Atlas as code: resources for Pulumi programs, the providers behind them, and their errors.
 */

export type { KnownOrgRole, KnownProjectRole } from "./atlas/roles";
export {
  OrgApiKey,
  type OrgApiKeyArgs,
  ProjectApiKeyAssignment,
  type ProjectApiKeyAssignmentArgs,
} from "./host/dynamic/resources.generated";
export type { OrgRole, ProjectRole } from "./host/dynamic/role-types";
