import { liveEntries } from "../../provider/atlas/access-list/reconcile";
import type { AtlasContext } from "../../provider/atlas/context";
import { type ApiKey, listOrgApiKeys } from "../../provider/atlas/endpoints/org-api-keys";
import { getOrganization } from "../../provider/atlas/endpoints/organizations";
import { listOrgProjects } from "../../provider/atlas/endpoints/projects";
import {
  listServiceAccountAccessEntries,
  listServiceAccountProjects,
  listServiceAccounts,
} from "../../provider/atlas/endpoints/service-accounts";
import { collectPages } from "../../provider/atlas/paging";
import { mapWithConcurrency } from "../map-with-concurrency";
import { isUnreadable } from "./unreadable";

/** A project by its id and its name. */
export interface NamedProject {
  readonly id: string;
  readonly name: string;
}

/** Who has access to an organization, as far as these credentials can read it. */
export interface OrganizationInventory {
  readonly id: string;
  readonly name?: string;
  readonly projects: readonly NamedProject[];
  readonly keys: readonly ApiKey[];
  readonly accounts: readonly ServiceAccountInventory[];
  /** What could not be read, a sentence each. */
  readonly notReadable: readonly string[];
}

export interface ServiceAccountInventory {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly projects: readonly { readonly id: string; readonly roles: readonly string[] }[];
}

/** Requests of one kind that are under way at a time. */
const concurrency = 8;

/** Reads what it can with GETs alone; what is refused is said, and the rest read on. */
export async function readInventory(context: AtlasContext, orgId: string): Promise<OrganizationInventory> {
  const { atlas } = context;
  const path = { orgId };
  const notReadable: string[] = [];
  const attempt = <T>(ask: () => Promise<T>, otherwise: T) => unlessUnreadable(notReadable, ask, otherwise);
  const organization = await attempt(() => atlas.call(getOrganization, { path }), undefined);
  // Who cannot see the organization sees nothing in it, and one sentence says so.
  if (organization === undefined) return { id: orgId, projects: [], keys: [], accounts: [], notReadable };
  const projects = await attempt(() => atlas.list(listOrgProjects, { path, allowStale: true }), []);
  const keys = await attempt(() => atlas.list(listOrgApiKeys, { path, allowStale: true }), []);
  const accounts = await attempt(() => readAccounts(context, orgId), []);
  return { id: orgId, name: organization.name, projects, keys, accounts, notReadable };
}

async function readAccounts(
  { api, atlas }: AtlasContext,
  orgId: string,
): Promise<readonly ServiceAccountInventory[]> {
  if (api.unsupportedReason(listServiceAccounts) !== undefined) return [];
  const found = await collectPages((query) => atlas.call(listServiceAccounts, { path: { orgId }, query }));
  return mapWithConcurrency(found, concurrency, async (account) => {
    const path = { orgId, clientId: account.id };
    const projects = await collectPages((query) => atlas.call(listServiceAccountProjects, { path, query }));
    return { ...account, projects };
  });
}

/** The access-list entries of a key or service account; undefined when these credentials cannot read them. */
export async function readAccessList(
  context: AtlasContext,
  orgId: string,
  of: { readonly kind: "API key" | "service account"; readonly id: string },
): Promise<readonly string[] | undefined> {
  const entries = await unlessUnreadable([], () => fetchAccessList(context, orgId, of), undefined);
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

async function unlessUnreadable<T>(sentences: string[], ask: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    sentences.push(error.message);
    return otherwise;
  }
}
