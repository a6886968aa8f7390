import { z } from "zod";
import { endpoint } from "../endpoint";
import { accountNotFoundCodes, accountSecret, ofServiceAccounts } from "./service-accounts";

const inOrganization = (path: Readonly<Record<string, string>>) =>
  `of service account ${path.clientId} in organization ${path.orgId}`;
const inProject = (path: Readonly<Record<string, string>>) =>
  `of service account ${path.clientId} in project ${path.projectId}`;

/** The only response that has the secret's value. */
const createdSecret = accountSecret.extend({ secret: z.string() });
export type CreatedSecret = z.output<typeof createdSecret>;

/**
 * Adds a secret; every older one then expires in seven days at the latest. An account has at most two, expired ones included.
 * Two requests for one account at a time: 409 DATA_CONCURRENCY_ERROR.
 */
export const createServiceAccountSecret = endpoint({
  ...ofServiceAccounts,
  operation: "Create secret",
  method: "POST",
  path: "/orgs/{orgId}/serviceAccounts/{clientId}/secrets",
  responseSchema: createdSecret,
  requiredRole: "Organization Owner",
  notFoundCodes: accountNotFoundCodes,
  target: inOrganization,
});

/** Ends the tokens that were issued with the secret, at once. */
export const deleteServiceAccountSecret = endpoint({
  ...ofServiceAccounts,
  operation: "Delete secret",
  method: "DELETE",
  path: "/orgs/{orgId}/serviceAccounts/{clientId}/secrets/{secretId}",
  requiredRole: "Organization Owner",
  notFoundCodes: accountNotFoundCodes,
  target: (path) => `${path.secretId} ${inOrganization(path)}`,
});

/** For an account without roles elsewhere; with them it needs an owner of the organization. */
export const createProjectServiceAccountSecret = endpoint({
  ...ofServiceAccounts,
  operation: "Create secret",
  method: "POST",
  path: "/groups/{projectId}/serviceAccounts/{clientId}/secrets",
  responseSchema: createdSecret,
  requiredRole: "Project Owner",
  notFoundCodes: accountNotFoundCodes,
  target: inProject,
});

export const deleteProjectServiceAccountSecret = endpoint({
  ...ofServiceAccounts,
  operation: "Delete secret",
  method: "DELETE",
  path: "/groups/{projectId}/serviceAccounts/{clientId}/secrets/{secretId}",
  requiredRole: "Project Owner",
  notFoundCodes: accountNotFoundCodes,
  target: (path) => `${path.secretId} ${inProject(path)}`,
});
