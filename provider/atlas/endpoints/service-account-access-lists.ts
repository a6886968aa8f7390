import { z } from "zod";
import { toEntry } from "../access-list/entry";
import { endpoint } from "../endpoint";
import { pageOf } from "../paging";
import { accountNotFoundCodes, ofServiceAccounts } from "./service-accounts";

const inOrganization = (path: Readonly<Record<string, string>>) =>
  `of service account ${path.clientId} in organization ${path.orgId}`;
const inProject = (path: Readonly<Record<string, string>>) =>
  `of service account ${path.clientId} in project ${path.projectId}`;

const entries = pageOf(
  z
    .object({ ipAddress: z.string().nullish(), cidrBlock: z.string().nullish() })
    .refine((entry) => entry.ipAddress || entry.cidrBlock)
    .transform(toEntry),
);

/** Names of access-list entries that Atlas gives for keys too, in two spellings. */
const entryNotFoundCodes = [
  ...accountNotFoundCodes,
  "API_KEY_WHITELIST_NOT_FOUND",
  "API_KEY_ACCESS_LIST_NOT_FOUND",
  "API_KEY_ACCESS_LIST_ENTRY_NOT_FOUND",
] as const;

export const listServiceAccountAccessEntries = endpoint({
  ...ofServiceAccounts,
  operation: "List access list",
  method: "GET",
  path: "/orgs/{orgId}/serviceAccounts/{clientId}/accessList",
  responseSchema: entries,
  requiredRole: "Organization Read Only",
  notFoundCodes: accountNotFoundCodes,
  target: inOrganization,
});

/** Adds all entries or none. The list in the response is not used: only a later list call counts. */
export const addServiceAccountAccessEntries = endpoint({
  ...ofServiceAccounts,
  operation: "Add to access list",
  method: "POST",
  path: "/orgs/{orgId}/serviceAccounts/{clientId}/accessList",
  requiredRole: "Organization Owner",
  notFoundCodes: accountNotFoundCodes,
  target: inOrganization,
});

export const removeServiceAccountAccessEntry = endpoint({
  ...ofServiceAccounts,
  operation: "Remove from access list",
  method: "DELETE",
  path: "/orgs/{orgId}/serviceAccounts/{clientId}/accessList/{entry}",
  requiredRole: "Organization Owner",
  notFoundCodes: entryNotFoundCodes,
  target: (path) => `${path.entry} ${inOrganization(path)}`,
});

export const listProjectServiceAccountAccessEntries = endpoint({
  ...ofServiceAccounts,
  operation: "List access list",
  method: "GET",
  path: "/groups/{projectId}/serviceAccounts/{clientId}/accessList",
  responseSchema: entries,
  requiredRole: "Project Read Only",
  notFoundCodes: accountNotFoundCodes,
  target: inProject,
});

export const addProjectServiceAccountAccessEntries = endpoint({
  ...ofServiceAccounts,
  operation: "Add to access list",
  method: "POST",
  path: "/groups/{projectId}/serviceAccounts/{clientId}/accessList",
  requiredRole: "Project Access Manager",
  notFoundCodes: accountNotFoundCodes,
  target: inProject,
});

export const removeProjectServiceAccountAccessEntry = endpoint({
  ...ofServiceAccounts,
  operation: "Remove from access list",
  method: "DELETE",
  path: "/groups/{projectId}/serviceAccounts/{clientId}/accessList/{entry}",
  requiredRole: "Project Access Manager",
  notFoundCodes: entryNotFoundCodes,
  target: (path) => `${path.entry} ${inProject(path)}`,
});
