import { z } from "zod";
import type { AtlasClient } from "../../provider/atlas/client";
import { endpoint } from "../../provider/atlas/endpoint";
import { type ApiKey, listOrgApiKeys } from "../../provider/atlas/keys";
import { pageOf } from "../../provider/atlas/paging";
import { AtlasApiError } from "../../provider/core/errors";

/** What an organization holds, as far as it is to be adopted. */
export interface Inventory {
  readonly organization: { readonly id: string; readonly name: string };
  readonly projects: readonly { readonly id: string; readonly name: string }[];
  readonly keys: readonly InventoryKey[];
  /** What is there and cannot be adopted, in words. */
  readonly leftOut: readonly string[];
}

export interface InventoryKey {
  readonly key: ApiKey;
  /** Addresses and CIDR blocks; undefined when these credentials cannot read them. */
  readonly entries: readonly string[] | undefined;
}

const target = (path: Readonly<Record<string, string>>) => `of organization ${path.orgId}`;

const getOrganization = endpoint({
  operation: "Read organization",
  method: "GET",
  path: "/orgs/{orgId}",
  version: "2023-01-01",
  reply: z.object({ id: z.string(), name: z.string() }),
  needs: "Organization Member",
  target: (path) => path.orgId ?? "",
});

const listProjects = endpoint({
  operation: "List projects",
  method: "GET",
  path: "/orgs/{orgId}/groups",
  version: "2023-01-01",
  reply: pageOf(z.object({ id: z.string(), name: z.string() })),
  needs: "Organization Member",
  target,
});

const listEntries = endpoint({
  operation: "List access list",
  method: "GET",
  path: "/orgs/{orgId}/apiKeys/{apiKeyId}/accessList",
  version: "2023-01-01",
  reply: z.object({
    results: z.array(z.object({ cidrBlock: z.string().optional(), ipAddress: z.string().nullish() })),
  }),
  needs: "Organization User Admin",
  target: (path) => `of API key ${path.apiKeyId}`,
});

const listServiceAccounts = endpoint({
  operation: "List service accounts",
  method: "GET",
  path: "/orgs/{orgId}/serviceAccounts",
  version: "2024-08-05",
  reply: z.object({ results: z.array(z.object({ clientId: z.string(), name: z.string() })) }),
  needs: "Organization Read Only",
  target,
});

/** Reads an organization with GETs alone. `projectIds` narrows the assignments; undefined means all projects. */
export async function readInventory(
  atlas: AtlasClient,
  orgId: string,
  projectIds: readonly string[] | undefined,
  progress: (done: number, of: number) => void = () => undefined,
): Promise<Inventory> {
  const path = { orgId };
  const organization = await atlas.call(getOrganization, { path });
  const all = await atlas.list(listProjects, { path, freshness: "any" });
  const missing = projectIds?.filter((id) => !all.some((project) => project.id === id)) ?? [];
  if (missing.length > 0)
    throw new Error(
      `organization ${orgId} has no project ${missing.join(", ")} that these credentials can see`,
    );
  const projects = all.filter((project) => projectIds?.includes(project.id) ?? true);
  const found = [...(await atlas.list(listOrgApiKeys, { path, freshness: "any" }))].sort(byId);
  const keys: InventoryKey[] = [];
  for (const key of found) {
    keys.push({ key, entries: await entriesOf(atlas, orgId, key.id) });
    progress(keys.length, found.length);
  }
  const accounts = await unlessRefused(() => atlas.call(listServiceAccounts, { path: { orgId } }));
  const leftOut = (accounts?.results ?? []).map(
    ({ clientId, name }) => `service account ${clientId} ("${name}")`,
  );
  return {
    organization,
    projects: [...projects].sort(byId),
    keys,
    leftOut: [...leftOut, ...beyond(found, all, projectIds)],
  };
}

async function entriesOf(
  atlas: AtlasClient,
  orgId: string,
  apiKeyId: string,
): Promise<readonly string[] | undefined> {
  const page = await unlessRefused(() =>
    atlas.call(listEntries, { path: { orgId, apiKeyId }, query: "?itemsPerPage=500" }),
  );
  return page?.results.map((entry) => entry.ipAddress ?? entry.cidrBlock ?? "").sort();
}

/** Roles in projects that these credentials do not list, or that were not asked for. */
function beyond(
  keys: readonly ApiKey[],
  projects: readonly { id: string }[],
  projectIds: readonly string[] | undefined,
): string[] {
  const known = new Set(projects.map((project) => project.id));
  return keys.flatMap((key) => {
    const ids = new Set(key.roles.flatMap(({ groupId }) => (groupId === undefined ? [] : [groupId])));
    return [...ids].sort().flatMap((id) => {
      if (!known.has(id))
        return [
          `roles of API key ${key.id} ("${key.desc}") in project ${id}, which these credentials cannot see`,
        ];
      return projectIds === undefined || projectIds.includes(id)
        ? []
        : [`roles of API key ${key.id} ("${key.desc}") in project ${id}, which was not asked for`];
    });
  });
}

async function unlessRefused<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof AtlasApiError && error.kind === "permission") return undefined;
    throw error;
  }
}

function byId(one: { id: string }, other: { id: string }): number {
  return one.id < other.id ? -1 : 1;
}
