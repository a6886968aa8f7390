import { z } from "zod";
import { endpoint } from "../endpoint";
import { pageOf } from "../paging";

/** A secret as every response but that of its creation has it. Expired ones stay listed until they are deleted. */
export const accountSecret = z.object({
  id: z.string(),
  /** ISO 8601, UTC. */
  createdAt: z.string(),
  expiresAt: z.string(),
  /** Up to five minutes late. */
  lastUsedAt: z.string().nullish(),
});
export type AccountSecret = z.output<typeof accountSecret>;

const fields = z.object({
  clientId: z.string(),
  name: z.string(),
  description: z.string().nullish(),
  createdAt: z.string().nullish(),
  roles: z.array(z.string()).optional(),
  secrets: z.array(accountSecret).optional(),
});

/** With the roles in the organization or project of the call, and none elsewhere. */
export const serviceAccount = fields.transform(toAccount);
export type ServiceAccount = z.output<typeof serviceAccount>;

/** The response to a creation, the only one that has the initial secret's value. */
export const createdServiceAccount = fields
  .extend({ secrets: z.array(accountSecret.extend({ secret: z.string() })).optional() })
  .transform((account) => ({ ...toAccount(account), initialSecret: account.secrets?.[0] }));
export type CreatedServiceAccount = z.output<typeof createdServiceAccount>;

function toAccount({
  clientId,
  name,
  description,
  createdAt,
  roles = [],
  secrets = [],
}: z.output<typeof fields>) {
  return {
    id: clientId,
    name,
    description: description ?? "",
    createdAt: createdAt ?? undefined,
    roles,
    secrets: secrets.map(({ id, createdAt, expiresAt, lastUsedAt }) => ({
      id,
      createdAt,
      expiresAt,
      lastUsedAt: lastUsedAt ?? undefined,
    })),
  };
}

/** Error codes for an account, secret or entry that does not exist. Atlas documents the status alone. */
export const accountNotFoundCodes = ["RESOURCE_NOT_FOUND"] as const;

/** Options of every operation on service accounts. */
export const ofServiceAccounts = {
  version: "2024-08-05",
  atlasOnly: "Cloud Manager has no service accounts",
} as const;

const target = (path: Readonly<Record<string, string>>) => `${path.clientId} in organization ${path.orgId}`;

/** With its roles in the organization. */
export const getServiceAccount = endpoint({
  ...ofServiceAccounts,
  operation: "Read service account",
  method: "GET",
  path: "/orgs/{orgId}/serviceAccounts/{clientId}",
  responseSchema: serviceAccount,
  requiredRole: "Organization Read Only",
  notFoundCodes: accountNotFoundCodes,
  target,
});

/** With their roles in the organization. */
export const listServiceAccounts = endpoint({
  ...ofServiceAccounts,
  operation: "List service accounts",
  method: "GET",
  path: "/orgs/{orgId}/serviceAccounts",
  responseSchema: pageOf(serviceAccount),
  requiredRole: "Organization Read Only",
  target: (path) => `of organization ${path.orgId}`,
});

/** Its roles in every project. */
export const listServiceAccountProjects = endpoint({
  ...ofServiceAccounts,
  operation: "List projects",
  method: "GET",
  path: "/orgs/{orgId}/serviceAccounts/{clientId}/groups",
  responseSchema: pageOf(
    z
      .object({ groupId: z.string(), roles: z.array(z.string()).optional() })
      .transform(({ groupId, roles = [] }) => ({ id: groupId, roles })),
  ),
  requiredRole: "Organization Read Only",
  notFoundCodes: accountNotFoundCodes,
  target: (path) => `of service account ${target(path)}`,
});

/** Body: name, description, roles, and either `secretExpiresAfterHours` or `withoutInitialSecret: true`. */
export const createServiceAccount = endpoint({
  ...ofServiceAccounts,
  operation: "Create service account",
  method: "POST",
  path: "/orgs/{orgId}/serviceAccounts",
  responseSchema: createdServiceAccount,
  requiredRole: "Organization Owner",
  target: (path) => `in organization ${path.orgId}`,
});

/** A field that is not sent stays unchanged; roles, when sent, are the complete list. */
export const updateServiceAccount = endpoint({
  ...ofServiceAccounts,
  operation: "Update service account",
  method: "PATCH",
  path: "/orgs/{orgId}/serviceAccounts/{clientId}",
  responseSchema: serviceAccount,
  requiredRole: "Organization Owner",
  notFoundCodes: accountNotFoundCodes,
  target,
});

/** Deletes its secrets, its access list and its roles in projects too. */
export const deleteServiceAccount = endpoint({
  ...ofServiceAccounts,
  operation: "Delete service account",
  method: "DELETE",
  path: "/orgs/{orgId}/serviceAccounts/{clientId}",
  requiredRole: "Organization Owner",
  notFoundCodes: accountNotFoundCodes,
  target,
});
