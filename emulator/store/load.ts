import { parseBlock } from "../auth/addresses";
import { createdMs, type IdSource } from "../ids";
import { isOrgRole } from "../words/roles";
import type {
  Seed,
  SeedAccessEntry,
  SeedApiKey,
  SeedOrganization,
  SeedRole,
  SeedServiceAccount,
} from "./seed";
import { SeedError } from "./seed-schema";
import { type AccessEntry, type ApiKey, type Organization, type ServiceAccount, World } from "./world";

const yearMs = 365 * 24 * 3600 * 1000;

/** Builds the world that a seed describes. @throws SeedError when two things clash or a role names a foreign id. */
export function loadWorld(seed: Seed, ids: IdSource, nowMs: number): World {
  const world = new World();
  seed.organizations.forEach((organization, i) => {
    const at = `organizations[${i}]`;
    unique(world.organizations.has(organization.id), `${at}.id`, "another organization has this id");
    loadOrganization(world, organization, at, ids, nowMs);
  });
  seed.tokens?.forEach((token, i) => {
    unique(!world.accounts.has(token.clientId), `tokens[${i}].clientId`, "there is no such service account");
    world.tokens.set(token.sha256, { clientId: token.clientId, expiresMs: Date.parse(token.expiresAt) });
  });
  return world;
}

function loadOrganization(
  world: World,
  seed: SeedOrganization,
  at: string,
  ids: IdSource,
  nowMs: number,
): void {
  const organization: Organization = {
    id: seed.id,
    name: seed.name,
    product: seed.product ?? "atlas",
    paying: seed.paying ?? false,
    skipDefaultAlertsSettings: seed.skipDefaultAlertsSettings ?? false,
    settings: { ...seed.settings },
    users: (seed.users ?? []).map((user) => {
      const id = user.id ?? ids.objectId();
      return { id, username: user.username ?? `${id}@example.com`, roles: user.roles ?? ["ORG_MEMBER"] };
    }),
    projects: new Map(),
    apiKeys: new Map(),
    serviceAccounts: new Map(),
  };
  world.organizations.set(organization.id, organization);
  loadProjects(world, organization, seed, at, ids);
  seed.apiKeys?.forEach((key, i) => {
    const loaded = toApiKey(key, organization, `${at}.apiKeys[${i}]`, ids, nowMs);
    unique(
      world.keysByPublicKey.has(loaded.publicKey),
      `${at}.apiKeys[${i}].publicKey`,
      "another key has it",
    );
    unique(organization.apiKeys.has(loaded.id), `${at}.apiKeys[${i}].id`, "another key has this id");
    world.addApiKey(loaded);
  });
  seed.serviceAccounts?.forEach((account, i) => {
    const loaded = toAccount(account, organization, `${at}.serviceAccounts[${i}]`, ids, nowMs);
    unique(world.accounts.has(loaded.clientId), `${at}.serviceAccounts[${i}].clientId`, "another one has it");
    world.addServiceAccount(loaded);
  });
}

function loadProjects(
  world: World,
  organization: Organization,
  seed: SeedOrganization,
  at: string,
  ids: IdSource,
): void {
  const names = new Set<string>();
  seed.projects?.forEach((project, i) => {
    const id = project.id ?? ids.objectId();
    const name = project.name ?? `project-${i + 1}`;
    unique(world.projects.has(id), `${at}.projects[${i}].id`, "another project has this id");
    unique(names.has(name), `${at}.projects[${i}].name`, "another project of the organization has this name");
    names.add(name);
    world.addProject(organization, {
      id,
      orgId: organization.id,
      name,
      product: project.product ?? organization.product,
      createdMs: project.created === undefined ? createdMs(id) : Date.parse(project.created),
      desc: project.desc,
      tags: [...(project.tags ?? [])],
      withDefaultAlertsSettings: project.withDefaultAlertsSettings ?? true,
      clusterCount: project.clusterCount ?? 0,
    });
  });
}

function toApiKey(
  seed: SeedApiKey,
  organization: Organization,
  at: string,
  ids: IdSource,
  nowMs: number,
): ApiKey {
  const id = seed.id ?? ids.objectId();
  return {
    id,
    orgId: organization.id,
    publicKey: seed.publicKey ?? ids.publicKey(),
    privateKey: seed.privateKey ?? ids.privateKey(),
    desc: seed.desc ?? "seeded",
    ...splitRoles(seed.roles ?? [], organization, `${at}.roles`),
    accessList: toAccessList(seed.accessList ?? [], Math.min(createdMs(id), nowMs)),
  };
}

function toAccount(
  seed: SeedServiceAccount,
  organization: Organization,
  at: string,
  ids: IdSource,
  nowMs: number,
): ServiceAccount {
  const { clientSecret } = seed;
  const secrets = seed.secrets ?? [{ secret: clientSecret ?? ids.clientSecret() }];
  if (clientSecret !== undefined && !secrets.some(({ secret }) => secret === clientSecret)) {
    throw new SeedError(`${at}.clientSecret: not among its secrets`);
  }
  const created = seed.createdAt === undefined ? nowMs : Date.parse(seed.createdAt);
  return {
    clientId: seed.clientId ?? ids.clientId(),
    orgId: organization.id,
    name: seed.name ?? "seeded",
    description: seed.description ?? "seeded",
    createdMs: created,
    ...splitRoles(seed.roles ?? [], organization, `${at}.roles`),
    accessList: toAccessList(seed.accessList ?? [], created),
    secrets: secrets.map((secret) => ({
      id: secret.id ?? ids.objectId(),
      secret: secret.secret,
      createdMs: secret.createdAt === undefined ? created : Date.parse(secret.createdAt),
      expiresMs: secret.expiresAt === undefined ? nowMs + yearMs : Date.parse(secret.expiresAt),
      lastUsedMs: secret.lastUsedAt === undefined ? undefined : Date.parse(secret.lastUsedAt),
    })),
  };
}

/** Every recorded key has at least one organization role, so one without gets ORG_MEMBER. */
function splitRoles(roles: readonly (string | SeedRole)[], organization: Organization, at: string) {
  const orgRoles: string[] = [];
  const projectRoles = new Map<string, string[]>();
  roles.forEach((role, i) => {
    const { orgId, groupId, roleName } =
      typeof role === "string" ? { orgId: organization.id, groupId: undefined, roleName: role } : role;
    if (groupId === undefined) {
      unique(orgId !== organization.id, `${at}[${i}].orgId`, "not the organization that this stands in");
      if (!orgRoles.includes(roleName)) orgRoles.push(roleName);
      return;
    }
    unique(!organization.projects.has(groupId), `${at}[${i}].groupId`, "not a project of this organization");
    const there = projectRoles.get(groupId) ?? [];
    if (!there.includes(roleName)) projectRoles.set(groupId, [...there, roleName]);
  });
  return { orgRoles: orgRoles.some(isOrgRole) ? orgRoles : ["ORG_MEMBER"], projectRoles };
}

function toAccessList(seed: readonly (string | SeedAccessEntry)[], defaultCreatedMs: number): AccessEntry[] {
  return seed.flatMap((item) => {
    const entry: SeedAccessEntry = typeof item === "string" ? { address: item } : item;
    const block = parseBlock(entry.address);
    if (block === undefined) return [];
    return {
      block,
      timed: entry.created !== undefined,
      createdMs: entry.created === undefined ? defaultCreatedMs : Date.parse(entry.created),
      count: entry.count ?? 0,
      lastUsedMs: entry.lastUsed === undefined ? undefined : Date.parse(entry.lastUsed),
      lastUsedAddress: entry.lastUsedAddress,
    };
  });
}

function unique(clash: boolean, at: string, message: string): void {
  if (clash) throw new SeedError(`${at}: ${message}`);
}
