import { isOrgRole } from "../constants/roles";
import { createdMs, type IdSource } from "../types/ids";
import { parseBlock } from "../types/ip-block";
import type { AccessEntry, ApiKey, Organization, ServiceAccount, User } from "../types/resources";
import type {
  SeedAccessEntry,
  SeedApiKey,
  SeedRole,
  SeedServiceAccount,
  SeedUser,
} from "../types/seed.generated";
import { rejectIf } from "./parse-seed";

const yearMs = 365 * 24 * 3600 * 1000;

export function apiKeyFromSeed(
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

export function serviceAccountFromSeed(
  seed: SeedServiceAccount,
  organization: Organization,
  at: string,
  ids: IdSource,
  nowMs: number,
): ServiceAccount {
  const { clientSecret } = seed;
  const secrets = seed.secrets ?? [{ secret: clientSecret ?? ids.clientSecret() }];
  const isListed = clientSecret === undefined || secrets.some(({ secret }) => secret === clientSecret);
  rejectIf(!isListed, `${at}.clientSecret`, "not among its secrets");
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

export function userFromSeed(seed: SeedUser, organization: Organization, at: string, ids: IdSource): User {
  const { id = ids.objectId(), username = `${id}@example.com`, roles = [], ...profile } = seed;
  return { id, username, ...splitRoles(roles, organization, `${at}.roles`), profile };
}

/** A principal without an organization role gets ORG_MEMBER: every recorded key has at least one. */
function splitRoles(roles: readonly (string | SeedRole)[], organization: Organization, at: string) {
  const orgRoles: string[] = [];
  const projectRoles = new Map<string, string[]>();
  roles.forEach((role, i) => {
    const { orgId, groupId, roleName } =
      typeof role === "string" ? { orgId: organization.id, groupId: undefined, roleName: role } : role;
    if (groupId === undefined) {
      rejectIf(orgId !== organization.id, `${at}[${i}].orgId`, "not the id of this organization");
      if (!orgRoles.includes(roleName)) orgRoles.push(roleName);
      return;
    }
    rejectIf(
      !organization.projects.has(groupId),
      `${at}[${i}].groupId`,
      "not a project of this organization",
    );
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
      hasCreationTime: entry.created !== undefined,
      createdMs: entry.created === undefined ? defaultCreatedMs : Date.parse(entry.created),
      count: entry.count ?? 0,
      lastUsedMs: entry.lastUsed === undefined ? undefined : Date.parse(entry.lastUsed),
      lastUsedAddress: entry.lastUsedAddress,
    };
  });
}
