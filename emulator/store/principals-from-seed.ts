import { parseBlock } from "../types/ip-block";
import { createdMs, type IdSource } from "../types/ids";
import { isOrgRole } from "../constants/roles";
import { refuse } from "./refuse";
import type { SeedAccessEntry, SeedApiKey, SeedRole, SeedServiceAccount, SeedUser } from "../types/seed";
import type { AccessEntry, ApiKey, Organization, ServiceAccount, User } from "./snapshot";

const yearMs = 365 * 24 * 3600 * 1000;

export function toApiKey(
  seed: SeedApiKey & { readonly publicKey: string },
  organization: Organization,
  at: string,
  ids: IdSource,
  nowMs: number,
): ApiKey {
  const id = seed.id ?? ids.objectId();
  return {
    id,
    orgId: organization.id,
    publicKey: seed.publicKey,
    privateKey: seed.privateKey ?? ids.privateKey(),
    desc: seed.desc ?? "seeded",
    ...splitRoles(seed.roles ?? [], organization, `${at}.roles`),
    accessList: toAccessList(seed.accessList ?? [], Math.min(createdMs(id), nowMs)),
  };
}

export function toAccount(
  seed: SeedServiceAccount,
  organization: Organization,
  at: string,
  ids: IdSource,
  nowMs: number,
): ServiceAccount {
  const { clientSecret } = seed;
  const secrets = seed.secrets ?? [{ secret: clientSecret ?? ids.clientSecret() }];
  const isAmong = clientSecret === undefined || secrets.some(({ secret }) => secret === clientSecret);
  refuse(!isAmong, `${at}.clientSecret`, "not among its secrets");
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
      count: 0,
      lastUsedMs: secret.lastUsedAt === undefined ? undefined : Date.parse(secret.lastUsedAt),
    })),
  };
}

export function toUser(seed: SeedUser, organization: Organization, at: string, ids: IdSource): User {
  const { id = ids.objectId(), username = `${id}@example.com`, roles = [], ...about } = seed;
  return { id, username, ...splitRoles(roles, organization, `${at}.roles`), about };
}

/** Every recorded key has at least one organization role, so one without gets ORG_MEMBER. */
function splitRoles(roles: readonly (string | SeedRole)[], organization: Organization, at: string) {
  const orgRoles: string[] = [];
  const projectRoles = new Map<string, string[]>();
  roles.forEach((role, i) => {
    const { orgId, groupId, roleName } =
      typeof role === "string" ? { orgId: organization.id, groupId: undefined, roleName: role } : role;
    if (groupId === undefined) {
      refuse(orgId !== organization.id, `${at}[${i}].orgId`, "not the organization that this stands in");
      if (!orgRoles.includes(roleName)) orgRoles.push(roleName);
      return;
    }
    refuse(!organization.projects.has(groupId), `${at}[${i}].groupId`, "not a project of this organization");
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
