import { liveEntries } from "../../provider/atlas/access-list/key-list";
import type { AtlasContext } from "../../provider/atlas/context";
import { type ApiKey, listOrgApiKeys } from "../../provider/atlas/endpoints/org-api-keys";
import { getOrganization } from "../../provider/atlas/endpoints/organizations";
import { listOrgProjects } from "../../provider/atlas/endpoints/projects";
import { listServiceAccounts } from "../../provider/atlas/endpoints/service-accounts";
import { collectPages } from "../../provider/atlas/paging";
import { MissingError } from "../../provider/core/errors";
import { undefinedIfForbidden } from "../inventory/unreadable";
import { mapWithConcurrency } from "../map-with-concurrency";

/** The objects of an organization that can be adopted, oldest first. */
export interface ExistingObjects {
  readonly organization: { readonly id: string; readonly name: string };
  /** All projects, and whether their assignments are adopted. */
  readonly projects: readonly { readonly id: string; readonly name: string; readonly isWanted: boolean }[];
  readonly keys: readonly ExistingKey[];
  /** What exists and cannot be adopted, one description each. */
  readonly leftOut: readonly string[];
}

export interface ExistingKey {
  readonly key: ApiKey;
  /** Addresses and CIDR blocks; undefined if the credentials cannot read them. */
  readonly entries: readonly string[] | undefined;
}

/** Concurrent reads of access lists. */
const concurrency = 8;

/** Reads an organization with GET requests. `projectIds` restricts the assignments; default: all projects. */
export async function readExistingObjects(
  context: AtlasContext,
  orgId: string,
  projectIds: readonly string[] | undefined,
  onProgress?: (done: number, total: number) => void,
): Promise<ExistingObjects> {
  const { atlas } = context;
  const path = { orgId };
  const organization = await atlas.call(getOrganization, { path });
  if (organization.isDeleted === true)
    throw new MissingError(`Read organization ${orgId}: Atlas marks it as deleted`);
  const projects = [...(await atlas.list(listOrgProjects, { path, allowStale: true }))].sort(byId);
  assertProjectsExist(orgId, projects, projectIds);
  const found = [...(await atlas.list(listOrgApiKeys, { path, allowStale: true }))].sort(byId);
  const keys = await mapWithConcurrency(
    found,
    concurrency,
    (key) => withEntries(context, orgId, key),
    onProgress,
  );
  return {
    organization,
    projects: projects.map(({ id, name }) => ({ id, name, isWanted: projectIds?.includes(id) ?? true })),
    keys,
    leftOut: [
      ...(await serviceAccountsLeftOut(context, orgId)),
      ...found.flatMap((key) => rolesLeftOut(orgId, key, projects)),
      ...projects.flatMap(({ id, name }) => {
        const count = found.filter(({ roles }) => roles.some(({ groupId }) => groupId === id)).length;
        return count === 0 || (projectIds?.includes(id) ?? true)
          ? []
          : [`roles of ${count} API keys in project ${id} ("${name}"): it is not one of --project`];
      }),
    ],
  };
}

function assertProjectsExist(
  orgId: string,
  projects: readonly { id: string }[],
  wanted: readonly string[] = [],
): void {
  const missing = wanted.filter((id) => projects.every((project) => project.id !== id));
  if (missing.length === 0) return;
  throw new MissingError(
    `organization ${orgId} has no project ${missing.join(", ")} that the credentials can see`,
  );
}

async function withEntries(context: AtlasContext, orgId: string, key: ApiKey): Promise<ExistingKey> {
  const entries = await undefinedIfForbidden(() => liveEntries(context, { orgId, apiKeyId: key.id }));
  return { key, entries: entries?.map((entry) => entry.id).sort() };
}

async function serviceAccountsLeftOut(
  { api, atlas }: AtlasContext,
  orgId: string,
): Promise<readonly string[]> {
  if (api.unsupportedReason(listServiceAccounts) !== undefined) return [];
  const accounts = await undefinedIfForbidden(() =>
    collectPages((query) => atlas.call(listServiceAccounts, { path: { orgId }, query })),
  );
  return (
    accounts?.map(({ id, name }) => `service account ${id} ("${name}")`) ?? [
      "service accounts: the credentials cannot list them",
    ]
  );
}

/** Roles of a key outside the organization, or in projects that the credentials cannot list. */
function rolesLeftOut(orgId: string, key: ApiKey, projects: readonly { id: string }[]): readonly string[] {
  const label = `API key ${key.id} ("${key.desc}")`;
  const lines = key.roles.flatMap(({ roleName, orgId: ofOrg, groupId }) => {
    if (roleName.startsWith("ORG_") && ofOrg === orgId) return [];
    if (!roleName.startsWith("GROUP_") || groupId === undefined)
      return [`role ${roleName} of ${label}: its scope is unknown`];
    return projects.some(({ id }) => id === groupId)
      ? []
      : [`roles of ${label} in project ${groupId}: the credentials cannot see it`];
  });
  return [...new Set(lines)].sort();
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1;
}
