import { timestamp } from "../clock";
import type { AuditEvent } from "./audit-event";
import type {
  Seed,
  SeedAccessEntry,
  SeedApiKey,
  SeedEvent,
  SeedOrganization,
  SeedProject,
  SeedRole,
  SeedServiceAccount,
} from "./seed";
import type { AccessEntry, ApiKey, Organization, Principal, Project, ServiceAccount, World } from "./world";

/** The whole world in the seed's format, secrets included: loading it again gives the same world. */
export function dumpWorld(world: World, nowMs: number): Seed {
  const tokens = [...world.tokens].filter(([, token]) => token.expiresMs > nowMs);
  return {
    organizations: [...world.organizations.values()].map(dumpOrganization),
    ...(tokens.length > 0 && {
      tokens: tokens.map(([sha256, { clientId, secretId, expiresMs }]) => ({
        clientId,
        ...(secretId !== undefined && { secretId }),
        sha256,
        expiresAt: iso(expiresMs),
      })),
    }),
    ...(world.events.length > 0 && { events: world.events.map(dumpEvent) }),
  };
}

/** A world to show to others: everything but secrets, which are made anew when it is loaded. */
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

function dumpEvent({ createdMs, fields, hidden, isGlobalAdmin, ...event }: AuditEvent): SeedEvent {
  return {
    ...fields,
    ...event,
    created: iso(createdMs),
    ...(isGlobalAdmin && { isGlobalAdmin }),
    ...(Object.keys(hidden).length > 0 && { raw: hidden }),
  };
}

export function dumpOrganization(organization: Organization): SeedOrganization {
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
    users: organization.users.map(({ id, username, orgRoles, projectRoles, about }) => ({
      id,
      username,
      roles: [...orgRoles, ...dumpProjectRoles({ projectRoles })],
      ...about,
    })),
    projects: [...organization.projects.values()].map(dumpProject),
    apiKeys: [...organization.apiKeys.values()].map(dumpApiKey),
    serviceAccounts: [...organization.serviceAccounts.values()].map(dumpAccount),
  };
}

export function dumpProject(project: Project): SeedProject {
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

export function dumpApiKey(key: ApiKey): SeedApiKey {
  return {
    id: key.id,
    publicKey: key.publicKey,
    privateKey: key.privateKey,
    desc: key.desc,
    roles: [...key.orgRoles.map((roleName) => ({ orgId: key.orgId, roleName })), ...dumpProjectRoles(key)],
    accessList: key.accessList.map(dumpEntry),
  };
}

export function dumpAccount(account: ServiceAccount): SeedServiceAccount {
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
    roles: [...account.orgRoles, ...dumpProjectRoles(account)],
    accessList: account.accessList.map(dumpEntry),
  };
}

function dumpProjectRoles(principal: Pick<Principal, "projectRoles">): SeedRole[] {
  return [...principal.projectRoles].flatMap(([groupId, names]) =>
    names.map((roleName) => ({ groupId, roleName })),
  );
}

/** Entries as plain as they were seeded stay plain, which keeps snapshots readable. */
function dumpEntry(entry: AccessEntry): string | SeedAccessEntry {
  const { block, timed, count, lastUsedMs, lastUsedAddress } = entry;
  if (!timed && count === 0) return block.cidrBlock;
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
