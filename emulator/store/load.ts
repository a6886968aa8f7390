import { createdMs, type IdSource } from "../ids";
import type { AuditEvent } from "./audit-event";
import { toAccount, toApiKey, toUser } from "./load-principals";
import { refuse } from "./refuse";
import type { Seed, SeedEvent, SeedOrganization } from "./seed";
import { type Organization, World } from "./world";

/** Builds the world that a seed describes. @throws SeedError when two things clash or a role names a foreign id. */
export function loadWorld(seed: Seed, ids: IdSource, nowMs: number): World {
  const world = new World();
  seed.organizations.forEach((organization, i) => {
    const at = `organizations[${i}]`;
    refuse(world.organizations.has(organization.id), `${at}.id`, "another organization has this id");
    loadOrganization(world, organization, at, ids, nowMs);
  });
  seed.tokens?.forEach((token, i) => {
    refuse(!world.accounts.has(token.clientId), `tokens[${i}].clientId`, "there is no such service account");
    const { clientId, secretId, sha256, expiresAt } = token;
    world.tokens.set(sha256, { clientId, secretId, expiresMs: Date.parse(expiresAt) });
  });
  world.events.push(...(seed.events ?? []).map((event) => toEvent(event, ids)));
  world.events.sort((a, b) => a.createdMs - b.createdMs);
  return world;
}

/** Links follow from the rest. */
function toEvent(seed: SeedEvent, ids: IdSource): AuditEvent {
  const { id, created, eventTypeName, orgId, groupId, isGlobalAdmin, raw, links: _, ...fields } = seed;
  return {
    id: id ?? ids.objectId(),
    createdMs: Date.parse(created),
    eventTypeName,
    orgId,
    groupId,
    isGlobalAdmin: isGlobalAdmin ?? false,
    fields,
    hidden: raw ?? {},
  };
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
    delegationSettings: { ...seed.delegationSettings },
    users: [],
    projects: new Map(),
    apiKeys: new Map(),
    serviceAccounts: new Map(),
  };
  world.organizations.set(organization.id, organization);
  loadProjects(world, organization, seed, at, ids);
  seed.users?.forEach((user, i) => {
    organization.users.push(toUser(user, organization, `${at}.users[${i}]`, ids));
  });
  seed.apiKeys?.forEach((key, i) => {
    const publicKey = key.publicKey ?? world.freePublicKey(ids);
    const loaded = toApiKey({ ...key, publicKey }, organization, `${at}.apiKeys[${i}]`, ids, nowMs);
    refuse(
      world.keysByPublicKey.has(loaded.publicKey),
      `${at}.apiKeys[${i}].publicKey`,
      "another key has it",
    );
    refuse(organization.apiKeys.has(loaded.id), `${at}.apiKeys[${i}].id`, "another key has this id");
    world.addApiKey(loaded);
  });
  seed.serviceAccounts?.forEach((account, i) => {
    const loaded = toAccount(account, organization, `${at}.serviceAccounts[${i}]`, ids, nowMs);
    refuse(world.accounts.has(loaded.clientId), `${at}.serviceAccounts[${i}].clientId`, "another one has it");
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
    refuse(world.projects.has(id), `${at}.projects[${i}].id`, "another project has this id");
    refuse(names.has(name), `${at}.projects[${i}].name`, "another project of the organization has this name");
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
      settings: { ...project.settings },
      limits: new Map(Object.entries(project.limits ?? {})),
      managedSlowMs: project.managedSlowMs ?? true,
    });
  });
}
