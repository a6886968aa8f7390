import type { AuditEvent } from "../types/audit-event";
import { createdMs, type IdSource } from "../types/ids";
import type { Organization } from "../types/resources";
import type { Seed, SeedEvent, SeedOrganization } from "../types/seed.generated";
import { rejectIf } from "./parse-seed";
import { apiKeyFromSeed, serviceAccountFromSeed, userFromSeed } from "./principals-from-seed";
import { Snapshot } from "./snapshot";

/** Builds the data that a seed describes. @throws SeedError for a duplicate, or a role in an unknown organization or project */
export function snapshotFromSeed(seed: Seed, ids: IdSource, nowMs: number): Snapshot {
  const snapshot = new Snapshot();
  seed.organizations.forEach((organization, i) => {
    const at = `organizations[${i}]`;
    rejectIf(snapshot.organizations.has(organization.id), `${at}.id`, "another organization has this id");
    loadOrganization(snapshot, organization, at, ids, nowMs);
  });
  seed.tokens?.forEach((token, i) => {
    rejectIf(
      !snapshot.serviceAccounts.has(token.clientId),
      `tokens[${i}].clientId`,
      "there is no such service account",
    );
    const { clientId, secretId, sha256, expiresAt } = token;
    snapshot.tokens.set(sha256, { clientId, secretId, expiresMs: Date.parse(expiresAt) });
  });
  snapshot.events.push(...(seed.events ?? []).map((event) => toEvent(event, ids)));
  snapshot.events.sort((a, b) => a.createdMs - b.createdMs);
  return snapshot;
}

/** Links are dropped: responses build them. */
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
    rawFields: raw ?? {},
  };
}

function loadOrganization(
  snapshot: Snapshot,
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
  snapshot.organizations.set(organization.id, organization);
  loadProjects(snapshot, organization, seed, at, ids);
  seed.users?.forEach((user, i) => {
    organization.users.push(userFromSeed(user, organization, `${at}.users[${i}]`, ids));
  });
  seed.apiKeys?.forEach((key, i) => {
    const publicKey = key.publicKey ?? snapshot.freePublicKey(ids);
    const loaded = apiKeyFromSeed({ ...key, publicKey }, organization, `${at}.apiKeys[${i}]`, ids, nowMs);
    rejectIf(
      snapshot.keysByPublicKey.has(loaded.publicKey),
      `${at}.apiKeys[${i}].publicKey`,
      "another key has it",
    );
    rejectIf(organization.apiKeys.has(loaded.id), `${at}.apiKeys[${i}].id`, "another key has this id");
    snapshot.addApiKey(loaded);
  });
  seed.serviceAccounts?.forEach((account, i) => {
    const loaded = serviceAccountFromSeed(account, organization, `${at}.serviceAccounts[${i}]`, ids, nowMs);
    rejectIf(
      snapshot.serviceAccounts.has(loaded.clientId),
      `${at}.serviceAccounts[${i}].clientId`,
      "another one has it",
    );
    snapshot.addServiceAccount(loaded);
  });
}

function loadProjects(
  snapshot: Snapshot,
  organization: Organization,
  seed: SeedOrganization,
  at: string,
  ids: IdSource,
): void {
  const names = new Set<string>();
  seed.projects?.forEach((project, i) => {
    const id = project.id ?? ids.objectId();
    const name = project.name ?? `project-${i + 1}`;
    rejectIf(snapshot.projects.has(id), `${at}.projects[${i}].id`, "another project has this id");
    rejectIf(
      names.has(name),
      `${at}.projects[${i}].name`,
      "another project of the organization has this name",
    );
    names.add(name);
    snapshot.addProject(organization, {
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
