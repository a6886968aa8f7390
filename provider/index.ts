/**
 * Access to MongoDB Atlas as code: resources for Pulumi programs, the providers behind them, and their errors.
 */

export {
  type ApiProblem,
  AtlasApiError,
  AtlasReplyError,
  AtlasUnreachableError,
  type ProblemKind,
} from "./atlas/errors";
export type { KnownOrgRole, KnownProjectRole } from "./atlas/known-roles";
export {
  AmbiguousError,
  CreateUncertainError,
  type InputProblem,
  InvalidInputsError,
  MissingError,
  PartialCreateError,
  PartialUpdateError,
  ProviderError as AtlasAccessError,
  RefusedError,
  SecretSinkError,
  SettingsError,
} from "./core/errors";
export * from "./host/program/functions.generated";
export {
  OrgApiKey,
  OrgApiKeyAccessList,
  type OrgApiKeyAccessListArgs,
  type OrgApiKeyArgs,
  Organization,
  type OrganizationArgs,
  OrganizationDelegationSettings,
  type OrganizationDelegationSettingsArgs,
  OrganizationSettings,
  type OrganizationSettingsArgs,
  orgApiKeyAccessListProvider,
  orgApiKeyProvider,
  organizationDelegationSettingsProvider,
  organizationProvider,
  organizationSettingsProvider,
  ProjectApiKeyAssignment,
  type ProjectApiKeyAssignmentArgs,
  projectApiKeyAssignmentProvider,
  RotatingOrgApiKey,
  type RotatingOrgApiKeyArgs,
  RotatingServiceAccountSecret,
  type RotatingServiceAccountSecretArgs,
  rotatingOrgApiKeyProvider,
  rotatingServiceAccountSecretProvider,
  ServiceAccount,
  ServiceAccountAccessList,
  type ServiceAccountAccessListArgs,
  type ServiceAccountArgs,
  ServiceAccountProjectAssignment,
  type ServiceAccountProjectAssignmentArgs,
  ServiceAccountSecret,
  type ServiceAccountSecretArgs,
  serviceAccountAccessListProvider,
  serviceAccountProjectAssignmentProvider,
  serviceAccountProvider,
  serviceAccountSecretProvider,
} from "./host/program/resources.generated";
export type { AnyRole, OrgRole, ProjectRole } from "./host/program/role-types";
export type { GetOptions } from "./host/program/static-get";
