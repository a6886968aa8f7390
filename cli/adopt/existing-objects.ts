import { liveEntries } from "../../provider/atlas/access-list/reconcile";
import type { AtlasContext } from "../../provider/atlas/context";
import { type ApiKey, listOrgApiKeys } from "../../provider/atlas/keys";
import { collectPages } from "../../provider/atlas/paging";
import { MissingError } from "../../provider/core/errors";
import { getOrganization } from "../../provider/resources/organization/api";
import { listOrgProjects, listServiceAccounts } from "../inventory/endpoints";
import { inBatches } from "../inventory/map-with-concurrency";
import { unlessRefused } from "../inventory/refusal";

/** What an organization holds, as far as it is to be adopted; everything in the order in which it was made. */
export interface Inventory {
  readonly organization: { readonly id: string; readonly name: string };
  /** All of the organization, and whether their assignments are wanted. */
  readonly projects: readonly { readonly id: string; readonly name: string; readonly isWanted: boolean }[];
  readonly keys: readonly InventoryKey[];
  /** What is there and cannot be adopted, in words. */
  readonly leftOut: readonly string[];
}

export interface InventoryKey {
  readonly key: ApiKey;
  /** Addresses and CIDR blocks; undefined when these credentials cannot read them. */
  readonly entries: readonly string[] | undefined;
}

/** Access lists that are asked for at a time. */
const atOnce = 8;

/** Reads an organization with GETs alone. `projectIds` narrows the assignments; undefined means all projects. */
export async function readInventory(
  context: AtlasContext,
  orgId: string,
  projectIds: readonly string[] | undefined,
  progress: (done: number, of: number) => void = () => undefined,
): Promise<Inventory> {
  const { atlas } = context;
  const path = { orgId };
  const organization = await atlas.call(getOrganization, { path });
  if (organization.isDeleted === true)
    throw new MissingError(`Read organization ${orgId}: Atlas marks it as deleted`);
  const projects = [...(await atlas.list(listOrgProjects, { path, freshness: "any" }))].sort(byId);
  requireKnown(orgId, projects, projectIds);
  const found = [...(await atlas.list(listOrgApiKeys, { path, freshness: "any" }))].sort(byId);
  const keys = await inBatches(found, atOnce, (key) => withEntries(context, orgId, key), progress);
  return {
    organization,
    projects: projects.map(({ id, name }) => ({ id, name, isWanted: projectIds?.includes(id) ?? true })),
    keys,
    leftOut: [
      ...(await serviceAccounts(context, orgId)),
      ...found.flatMap((key) => beyond(orgId, key, projects)),
      ...projects.flatMap(({ id, name }) => {
        const count = found.filter(({ roles }) => roles.some(({ groupId }) => groupId === id)).length;
        return count === 0 || (projectIds?.includes(id) ?? true)
          ? []
          : [`roles of ${count} API keys in project ${id} ("${name}"): it was not asked for`];
      }),
    ],
  };
}

function requireKnown(
  orgId: string,
  projects: readonly { id: string }[],
  wanted: readonly string[] = [],
): void {
  const missing = wanted.filter((id) => projects.every((project) => project.id !== id));
  if (missing.length === 0) return;
  throw new MissingError(
    `organization ${orgId} has no project ${missing.join(", ")} that these credentials can see`,
  );
}

async function withEntries(context: AtlasContext, orgId: string, key: ApiKey): Promise<InventoryKey> {
  const entries = await unlessRefused(() => liveEntries(context, { orgId, apiKeyId: key.id }));
  return { key, entries: entries?.map((entry) => entry.id).sort() };
}

async function serviceAccounts({ api, atlas }: AtlasContext, orgId: string): Promise<readonly string[]> {
  if (api.lacks(listServiceAccounts) !== undefined) return [];
  const accounts = await unlessRefused(() =>
    collectPages((query) => atlas.call(listServiceAccounts, { path: { orgId }, query })),
  );
  return (
    accounts?.map(({ id, name }) => `service account ${id} ("${name}")`) ?? [
      "service accounts: these credentials cannot list them",
    ]
  );
}

/** Roles of a key outside of the organization, or in projects that these credentials do not list. */
function beyond(orgId: string, key: ApiKey, projects: readonly { id: string }[]): readonly string[] {
  const label = `API key ${key.id} ("${key.desc}")`;
  const lines = key.roles.flatMap(({ roleName, orgId: ofOrg, groupId }) => {
    if (roleName.startsWith("ORG_") && ofOrg === orgId) return [];
    if (!roleName.startsWith("GROUP_") || groupId === undefined)
      return [`role ${roleName} of ${label}: it belongs to nothing that is known here`];
    return projects.some(({ id }) => id === groupId)
      ? []
      : [`roles of ${label} in project ${groupId}: these credentials cannot see it`];
  });
  return [...new Set(lines)].sort();
}

function byId(one: { id: string }, other: { id: string }): number {
  return one.id < other.id ? -1 : 1;
}
