import { liveEntries } from "../../provider/atlas/access-list/key-list";
import type { AtlasContext } from "../../provider/atlas/context";
import { type ApiKey, listOrgApiKeys } from "../../provider/atlas/endpoints/org-api-keys";
import { getOrganization } from "../../provider/atlas/endpoints/organizations";
import { listOrgProjects } from "../../provider/atlas/endpoints/projects";
import type { RoleItem } from "../../provider/atlas/roles";
import { MissingError } from "../../provider/core/errors";
import { accountRoles } from "../inventory/account-roles";
import { readAccessList, readServiceAccounts, type ServiceAccountInventory } from "../inventory/organization";
import { undefinedIfForbidden } from "../inventory/unreadable";
import { mapWithConcurrency } from "../map-with-concurrency";

/** The objects of an organization that can be adopted, oldest first. */
export interface ExistingObjects {
  readonly organization: { readonly id: string; readonly name: string };
  /** All projects, and whether their assignments are adopted. */
  readonly projects: readonly { readonly id: string; readonly name: string; readonly isWanted: boolean }[];
  readonly keys: readonly ExistingKey[];
  readonly accounts: readonly ExistingAccount[];
  /** What exists and cannot be adopted, one description each. */
  readonly leftOut: readonly string[];
}

export interface ExistingKey {
  readonly key: ApiKey;
  /** Addresses and CIDR blocks; undefined if the credentials cannot read them. */
  readonly entries: readonly string[] | undefined;
}

export interface ExistingAccount {
  readonly account: ServiceAccountInventory;
  /** As for a key. */
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
  const accounts = await findAccounts(context, orgId);
  const holders: readonly Holder[] = [
    ...found.map(({ id, desc, roles }) => ({ noun: "API key", id, label: desc, roles }) as const),
    ...(accounts ?? []).map(({ account: { id, name, roles, projects: inProjects } }) => ({
      ...({ noun: "service account", id, label: name } as const),
      roles: accountRoles(orgId, roles, inProjects),
    })),
  ];
  return {
    organization,
    projects: projects.map(({ id, name }) => ({ id, name, isWanted: projectIds?.includes(id) ?? true })),
    keys,
    accounts: accounts ?? [],
    leftOut: [
      ...(accounts === undefined ? ["service accounts: the credentials cannot list them"] : []),
      ...holders.flatMap((holder) => rolesLeftOut(orgId, holder, projects)),
      ...projects.flatMap((project) => projectLeftOut(project, holders, projectIds)),
    ],
  };
}

/** A key or service account with its roles. */
interface Holder {
  readonly noun: "API key" | "service account";
  readonly id: string;
  readonly label: string;
  readonly roles: readonly RoleItem[];
}

function projectLeftOut(
  { id, name }: { readonly id: string; readonly name: string },
  holders: readonly Holder[],
  projectIds: readonly string[] | undefined,
): readonly string[] {
  if (projectIds?.includes(id) ?? true) return [];
  const inProject = holders.filter(({ roles }) => roles.some(({ groupId }) => groupId === id));
  const counted = (["API key", "service account"] as const).flatMap((noun) => {
    const count = inProject.filter((holder) => holder.noun === noun).length;
    return count === 0 ? [] : [`${count} ${noun}s`];
  });
  return counted.length === 0
    ? []
    : [`roles of ${counted.join(" and ")} in project ${id} ("${name}"): it is not one of --project`];
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

/** Undefined if the credentials cannot list them. */
function findAccounts(context: AtlasContext, orgId: string): Promise<readonly ExistingAccount[] | undefined> {
  return undefinedIfForbidden(async () => {
    const found = [...(await readServiceAccounts(context, orgId))].sort(byId);
    return mapWithConcurrency(found, concurrency, async (account) => ({
      account,
      entries: await readAccessList(context, orgId, { kind: "service account", id: account.id }),
    }));
  });
}

/** Roles outside the organization, or in projects that the credentials cannot list. */
function rolesLeftOut(
  orgId: string,
  { noun, id, label: text, roles }: Holder,
  projects: readonly { id: string }[],
): readonly string[] {
  const label = `${noun} ${id} ("${text}")`;
  const lines = roles.flatMap(({ roleName, orgId: ofOrg, groupId }) => {
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
