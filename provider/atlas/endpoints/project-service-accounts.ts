import { endpoint } from "../endpoint";
import { pageOf } from "../paging";
import {
  accountNotFoundCodes,
  createdServiceAccount,
  ofServiceAccounts,
  serviceAccount,
} from "./service-accounts";

const target = (path: Readonly<Record<string, string>>) => `${path.clientId} in project ${path.projectId}`;

/** Only an account with a role in the project, with its roles there. */
export const getProjectServiceAccount = endpoint({
  ...ofServiceAccounts,
  operation: "Read service account",
  method: "GET",
  path: "/groups/{projectId}/serviceAccounts/{clientId}",
  responseSchema: serviceAccount,
  requiredRole: "Project Read Only",
  notFoundCodes: accountNotFoundCodes,
  target,
});

/** The accounts with a role in the project, with their roles there. */
export const listProjectServiceAccounts = endpoint({
  ...ofServiceAccounts,
  operation: "List service accounts",
  method: "GET",
  path: "/groups/{projectId}/serviceAccounts",
  responseSchema: pageOf(serviceAccount),
  requiredRole: "Project Read Only",
  target: (path) => `of project ${path.projectId}`,
});

/** The account also becomes a member of the organization. Body: as that of `createServiceAccount`, with project roles. */
export const createProjectServiceAccount = endpoint({
  ...ofServiceAccounts,
  operation: "Create service account",
  method: "POST",
  path: "/groups/{projectId}/serviceAccounts",
  responseSchema: createdServiceAccount,
  requiredRole: "Project Owner",
  target: (path) => `in project ${path.projectId}`,
});

/** A field that is not sent stays unchanged; roles, when sent, are the complete list of those in the project. */
export const updateProjectServiceAccount = endpoint({
  ...ofServiceAccounts,
  operation: "Update service account",
  method: "PATCH",
  path: "/groups/{projectId}/serviceAccounts/{clientId}",
  responseSchema: serviceAccount,
  requiredRole: "Project Owner",
  notFoundCodes: accountNotFoundCodes,
  target,
});

/** Replaces the roles of an account in a project: the same request with roles alone. */
export const updateProjectServiceAccountRoles = {
  ...updateProjectServiceAccount,
  operation: "Update roles of service account",
};

/** Only for an account without roles in the project; otherwise Atlas responds with an error that `isAlreadyAssigned` recognizes. */
export const assignServiceAccount = endpoint({
  ...ofServiceAccounts,
  operation: "Assign service account",
  method: "POST",
  path: "/groups/{projectId}/serviceAccounts/{clientId}:invite",
  responseSchema: serviceAccount,
  requiredRole: "Organization Owner",
  notFoundCodes: accountNotFoundCodes,
  target,
});

/** Removes the account from the project. The account, its secrets and its other roles stay. */
export const unassignServiceAccount = endpoint({
  ...ofServiceAccounts,
  operation: "Unassign service account",
  method: "DELETE",
  path: "/groups/{projectId}/serviceAccounts/{clientId}",
  requiredRole: "Project Owner",
  notFoundCodes: accountNotFoundCodes,
  target,
});
