import type { AuditEvent } from "../types/audit-event";
import { timestamp } from "../types/clock";
import type {
  AccessEntry,
  ApiKey,
  Organization,
  Principal,
  Project,
  ServiceAccount,
} from "../types/resources";
import type {
  Seed,
  SeedAccessEntry,
  SeedApiKey,
  SeedEvent,
  SeedOrganization,
  SeedProject,
  SeedRole,
  SeedServiceAccount,
} from "../types/seed.generated";
import type { Snapshot } from "./snapshot";

/** All data in the seed's format, secrets included: loading it again gives the same data. */
export function snapshotToSeed(snapshot: Snapshot, nowMs: number): Seed {
  const tokens = [...snapshot.tokens].filter(([, token]) => token.expiresMs > nowMs);
  return {
    organizations: [...snapshot.organizations.values()].map(organizationToSeed),
    ...(tokens.length > 0 && {
      tokens: tokens.map(([sha256, { clientId, secretId, expiresMs }]) => ({
        clientId,
        ...(secretId !== undefined && { secretId }),
        sha256,
        expiresAt: iso(expiresMs),
      })),
    }),
    ...(snapshot.events.length > 0 && { events: snapshot.events.map(eventToSeed) }),
  };
}

/** A copy without secrets, for others to read. Loading it generates new secrets. */
export function withoutSecrets({ organizations, events }: Seed): Seed {
  return {
    organizations: organizations.map(({ apiKeys = [], serviceAccounts = [], ...rest }) => ({
      ...rest,
      apiKeys: apiKeys.map(({ privateKey: _, ...key }) => key),
      serviceAccounts: serviceAccounts.map(({ clientSecret: _, secrets: __, ...account }) => account),
    })),
    ...(events !== undefined && { events }),
  };
}

function eventToSeed({ createdMs, fields, rawFields, isGlobalAdmin, ...event }: AuditEvent): SeedEvent {
  return {
    ...fields,
    ...event,
    created: iso(createdMs),
    ...(isGlobalAdmin && { isGlobalAdmin }),
    ...(Object.keys(rawFields).length > 0 && { raw: rawFields }),
  };
}

export function organizationToSeed(organization: Organization): SeedOrganization {
  return {
    id: organization.id,
    name: organization.name,
    product: organization.product,
    paying: organization.paying,
    skipDefaultAlertsSettings: organization.skipDefaultAlertsSettings,
    settings: { ...organization.settings },
    ...(Object.keys(organization.delegationSettings).length > 0 && {
      delegationSettings: { ...organization.delegationSettings },
    }),
    users: organization.users.map(({ id, username, orgRoles, projectRoles, profile }) => ({
      id,
      username,
      roles: [...orgRoles, ...projectRolesToSeed({ projectRoles })],
      ...profile,
    })),
    projects: [...organization.projects.values()].map(projectToSeed),
    apiKeys: [...organization.apiKeys.values()].map(apiKeyToSeed),
    serviceAccounts: [...organization.serviceAccounts.values()].map(serviceAccountToSeed),
  };
}

export function projectToSeed(project: Project): SeedProject {
  return {
    id: project.id,
    name: project.name,
    product: project.product,
    created: timestamp(project.createdMs),
    ...(project.desc !== undefined && { desc: project.desc }),
    tags: project.tags.map((tag) => ({ ...tag })),
    withDefaultAlertsSettings: project.withDefaultAlertsSettings,
    clusterCount: project.clusterCount,
    ...(Object.keys(project.settings).length > 0 && { settings: { ...project.settings } }),
    ...(project.limits.size > 0 && { limits: Object.fromEntries(project.limits) }),
    ...(!project.managedSlowMs && { managedSlowMs: false }),
  };
}

export function apiKeyToSeed(key: ApiKey): SeedApiKey {
  return {
    id: key.id,
    publicKey: key.publicKey,
    privateKey: key.privateKey,
    desc: key.desc,
    roles: [...key.orgRoles.map((roleName) => ({ orgId: key.orgId, roleName })), ...projectRolesToSeed(key)],
    accessList: key.accessList.map(accessEntryToSeed),
  };
}

export function serviceAccountToSeed(account: ServiceAccount): SeedServiceAccount {
  const first = account.secrets[0];
  return {
    clientId: account.clientId,
    ...(first !== undefined && { clientSecret: first.secret }),
    secrets: account.secrets.map(({ id, secret, createdMs, expiresMs, lastUsedMs }) => ({
      id,
      secret,
      createdAt: iso(createdMs),
      expiresAt: iso(expiresMs),
      ...(lastUsedMs !== undefined && { lastUsedAt: iso(lastUsedMs) }),
    })),
    name: account.name,
    description: account.description,
    createdAt: iso(account.createdMs),
    roles: [...account.orgRoles, ...projectRolesToSeed(account)],
    accessList: account.accessList.map(accessEntryToSeed),
  };
}

function projectRolesToSeed(principal: Pick<Principal, "projectRoles">): SeedRole[] {
  return [...principal.projectRoles].flatMap(([groupId, names]) =>
    names.map((roleName) => ({ groupId, roleName })),
  );
}

/** An unused entry that was seeded as plain text stays plain text, so that states stay readable. */
function accessEntryToSeed(entry: AccessEntry): string | SeedAccessEntry {
  const { block, hasCreationTime, count, lastUsedMs, lastUsedAddress } = entry;
  if (!hasCreationTime && count === 0) return block.cidrBlock;
  return {
    address: block.cidrBlock,
    created: iso(entry.createdMs),
    count,
    ...(lastUsedMs !== undefined && { lastUsed: iso(lastUsedMs) }),
    ...(lastUsedAddress !== undefined && { lastUsedAddress }),
  };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
