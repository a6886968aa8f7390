import { liveEntries } from "../../provider/atlas/access-list/key-list";
import type { AtlasContext } from "../../provider/atlas/context";
import { type ApiKey, listOrgApiKeys } from "../../provider/atlas/endpoints/org-api-keys";
import { getOrganization } from "../../provider/atlas/endpoints/organizations";
import { listOrgProjects } from "../../provider/atlas/endpoints/projects";
import { listServiceAccountAccessEntries } from "../../provider/atlas/endpoints/service-account-access-lists";
import {
  listServiceAccountProjects,
  listServiceAccounts,
  type ServiceAccount,
} from "../../provider/atlas/endpoints/service-accounts";
import { collectPages } from "../../provider/atlas/paging";
import { mapWithConcurrency } from "../map-with-concurrency";
import { isUnreadable } from "./unreadable";

export interface NamedProject {
  readonly id: string;
  readonly name: string;
}

/** Projects, keys and service accounts of an organization, as far as the credentials can read them. */
export interface OrganizationInventory {
  readonly id: string;
  readonly name?: string;
  readonly projects: readonly NamedProject[];
  readonly keys: readonly ApiKey[];
  readonly accounts: readonly ServiceAccountInventory[];
  /** What could not be read, one sentence each. */
  readonly notReadable: readonly string[];
}

/** A service account with its roles in the organization, its secrets without values, and its roles in projects. */
export interface ServiceAccountInventory extends ServiceAccount {
  readonly projects: readonly { readonly id: string; readonly roles: readonly string[] }[];
}

/** Concurrent requests. */
const concurrency = 8;

/** Reads an organization with GET requests. What the credentials cannot read is listed in `notReadable`. */
export async function readInventory(context: AtlasContext, orgId: string): Promise<OrganizationInventory> {
  const { atlas } = context;
  const path = { orgId };
  const notReadable: string[] = [];
  const readOr = <T>(fallback: T, read: () => Promise<T>) => orUnreadable(notReadable, fallback, read);
  const organization = await readOr(undefined, () => atlas.call(getOrganization, { path }));
  // Without access to the organization, all further requests would fail too.
  if (organization === undefined) return { id: orgId, projects: [], keys: [], accounts: [], notReadable };
  const projects = await readOr([], () => atlas.list(listOrgProjects, { path, allowStale: true }));
  const keys = await readOr([], () => atlas.list(listOrgApiKeys, { path, allowStale: true }));
  const accounts = await readOr([], () => readServiceAccounts(context, orgId));
  return { id: orgId, name: organization.name, projects, keys, accounts, notReadable };
}

/** The service accounts of an organization: one request, and one for each account. None with an API that has none. */
export async function readServiceAccounts(
  { api, atlas }: AtlasContext,
  orgId: string,
): Promise<readonly ServiceAccountInventory[]> {
  if (api.unsupportedReason(listServiceAccounts) !== undefined) return [];
  const found = await atlas.list(listServiceAccounts, { path: { orgId }, allowStale: true });
  return mapWithConcurrency(found, concurrency, async (account) => {
    const path = { orgId, clientId: account.id };
    const projects = await atlas.list(listServiceAccountProjects, { path, allowStale: true });
    return { ...account, projects };
  });
}

/** The access-list entries of a key or service account; undefined if the credentials cannot read them. */
export async function readAccessList(
  context: AtlasContext,
  orgId: string,
  of: { readonly kind: "API key" | "service account"; readonly id: string },
): Promise<readonly string[] | undefined> {
  const entries = await orUnreadable([], undefined, () => fetchAccessList(context, orgId, of));
  return entries?.map(({ id }) => id).sort();
}

function fetchAccessList(
  context: AtlasContext,
  orgId: string,
  of: { readonly kind: string; readonly id: string },
) {
  if (of.kind === "API key") return liveEntries(context, { orgId, apiKeyId: of.id });
  const path = { orgId, clientId: of.id };
  return collectPages((query) => context.atlas.call(listServiceAccountAccessEntries, { path, query }));
}

/** Reads, or adds the reason to a list and returns the fallback if the credentials cannot read the object. */
async function orUnreadable<T>(notReadable: string[], fallback: T, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    notReadable.push(error.message);
    return fallback;
  }
}
