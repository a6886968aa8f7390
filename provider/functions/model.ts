/** Converts API responses to results of functions. Fields are listed one by one, so that no private key is returned. */
import type { ApiKey } from "../atlas/endpoints/org-api-keys";
import type { Organization } from "../atlas/endpoints/organizations";
import type { Project } from "../atlas/endpoints/projects";
import type { ServiceAccount } from "../atlas/endpoints/service-accounts";
import { type RoleItem, rolesIn } from "../atlas/roles";

export function toKey(orgId: string, key: ApiKey) {
  return {
    orgId,
    apiKeyId: key.id,
    publicKey: key.publicKey,
    description: key.desc,
    roles: rolesIn(key.roles, "organization", orgId),
    projectRoles: toProjectRoles(key.roles),
  };
}

export type KeyResult = ReturnType<typeof toKey>;

/** The roles in projects, by project. */
export function toProjectRoles(items: readonly RoleItem[]) {
  const projectIds = new Set(items.flatMap(({ groupId }) => (groupId === undefined ? [] : [groupId])));
  return [...projectIds]
    .sort()
    .map((projectId) => ({ projectId, roles: rolesIn(items, "project", projectId) }))
    .filter(({ roles }) => roles.length > 0);
}

export function toAccount(orgId: string, account: ServiceAccount) {
  const { id: clientId, name, description, createdAt, roles } = account;
  const secrets = account.secrets.map(({ id: secretId, createdAt, expiresAt, lastUsedAt }) => ({
    secretId,
    createdAt,
    expiresAt,
    ...(lastUsedAt === undefined ? {} : { lastUsedAt }),
  }));
  return {
    orgId,
    clientId,
    name,
    description,
    createdAt,
    roles: [...new Set(roles)].sort(),
    secrets: sortedBy(
      secrets,
      (secret) => secret.createdAt,
      (secret) => secret.secretId,
    ),
  };
}

export function toProject({ id, name, orgId }: Project) {
  return { projectId: id, name, orgId };
}

export function toOrganization(organization: Organization) {
  const { id, name, isDeleted = false, skipDefaultAlertsSettings } = organization;
  return { orgId: id, name, isDeleted, skipDefaultAlertsSettings };
}

/** A copy sorted by one text, then by another, so that the order is the same in every run. */
export function sortedBy<T>(items: readonly T[], first: (item: T) => string, then: (item: T) => string): T[] {
  return [...items].sort(
    (one, other) => compare(first(one), first(other)) || compare(then(one), then(other)),
  );
}

/** By code units, independent of the machine's locale. */
function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
