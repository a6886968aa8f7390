import { liveEntries } from "../../provider/atlas/access-list/reconcile";
import type { AtlasContext } from "../../provider/atlas/context";
import { type ApiKey, listOrgApiKeys } from "../../provider/atlas/keys";
import { collectPages } from "../../provider/atlas/paging";
import { getOrganization } from "../../provider/resources/organization/api";
import {
  listOrgProjects,
  listServiceAccountEntries,
  listServiceAccountProjects,
  listServiceAccounts,
} from "./endpoints";
import { inBatches } from "./map-with-concurrency";
import { isNotReadable } from "./refusal";

/** A project by its id and its name. */
export interface NamedProject {
  readonly id: string;
  readonly name: string;
}

/** Who has access to an organization, as far as these credentials can read it. */
export interface LiveOrganization {
  readonly id: string;
  readonly name?: string;
  readonly projects: readonly NamedProject[];
  readonly keys: readonly ApiKey[];
  readonly accounts: readonly LiveAccount[];
  /** What could not be read, a sentence each. */
  readonly notReadable: readonly string[];
}

export interface LiveAccount {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly projects: readonly { readonly id: string; readonly roles: readonly string[] }[];
}

/** Requests of one kind that are under way at a time. */
const atOnce = 8;

/** Reads what it can with GETs alone; what is refused is said, and the rest read on. */
export async function readOrganization(context: AtlasContext, orgId: string): Promise<LiveOrganization> {
  const { atlas } = context;
  const path = { orgId };
  const notReadable: string[] = [];
  const attempt = <T>(ask: () => Promise<T>, otherwise: T) => unlessNotReadable(notReadable, ask, otherwise);
  const organization = await attempt(() => atlas.call(getOrganization, { path }), undefined);
  // Who cannot see the organization sees nothing in it, and one sentence says so.
  if (organization === undefined) return { id: orgId, projects: [], keys: [], accounts: [], notReadable };
  const projects = await attempt(() => atlas.list(listOrgProjects, { path, freshness: "any" }), []);
  const keys = await attempt(() => atlas.list(listOrgApiKeys, { path, freshness: "any" }), []);
  const accounts = await attempt(() => readAccounts(context, orgId), []);
  return { id: orgId, name: organization.name, projects, keys, accounts, notReadable };
}

async function readAccounts({ api, atlas }: AtlasContext, orgId: string): Promise<readonly LiveAccount[]> {
  if (api.lacks(listServiceAccounts) !== undefined) return [];
  const found = await collectPages((query) => atlas.call(listServiceAccounts, { path: { orgId }, query }));
  return inBatches(found, atOnce, async (account) => {
    const path = { orgId, clientId: account.id };
    const projects = await collectPages((query) => atlas.call(listServiceAccountProjects, { path, query }));
    return { ...account, projects };
  });
}

/** The access-list entries of a key or service account; undefined when these credentials cannot read them. */
export async function readEntries(
  context: AtlasContext,
  orgId: string,
  of: { readonly kind: "API key" | "service account"; readonly id: string },
): Promise<readonly string[] | undefined> {
  const entries = await unlessNotReadable([], () => entriesOf(context, orgId, of), undefined);
  return entries?.map(({ id }) => id).sort();
}

function entriesOf(context: AtlasContext, orgId: string, of: { readonly kind: string; readonly id: string }) {
  if (of.kind === "API key") return liveEntries(context, { orgId, apiKeyId: of.id });
  const path = { orgId, clientId: of.id };
  return collectPages((query) => context.atlas.call(listServiceAccountEntries, { path, query }));
}

async function unlessNotReadable<T>(sentences: string[], ask: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!isNotReadable(error)) throw error;
    sentences.push(error.message);
    return otherwise;
  }
}
