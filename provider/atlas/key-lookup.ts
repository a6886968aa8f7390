import { AtlasApiError, MissingError, type ProblemKind } from "../core/errors";
import type { MemoKey } from "../core/memo";
import type { AtlasContext } from "./context";
import { createdAt } from "./ids";
import {
  type ApiKey,
  getOrgApiKey,
  getProject,
  listOrgApiKeys,
  listOrganizations,
  listProjectApiKeys,
} from "./keys";
import { rolesIn } from "./roles";

/** A key younger than this may not be visible everywhere yet; its absence proves nothing. */
const settlingMs = 2 * 60_000;
const settlingWaitsMs = [1_000, 3_000];

/**
 * The key, or undefined when it is known to be gone. Absence from the shared listing is a suspicion only; the
 * key's own GET decides. Throws when a key that is too young to judge is missing.
 *
 * A key that nobody else's read joins is asked for by itself; that it is gone is believed only where the organization's
 * listing can be had too.
 */
export async function findKey(
  context: AtlasContext,
  orgId: string,
  apiKeyId: string,
): Promise<ApiKey | undefined> {
  for (const keys of await context.atlas.listed(listOrgApiKeys)) {
    const known = keyIn(keys, apiKeyId);
    if (known !== undefined) return known;
  }
  const alone = await readAlone(context, orgId, apiKeyId);
  if (alone !== undefined) return alone;
  const listed = await context.atlas.list(listOrgApiKeys, { path: { orgId }, freshness: "current" });
  return keyIn(listed, apiKeyId) ?? (await askForKey(context, orgId, apiKeyId));
}

const indexes = new WeakMap<readonly ApiKey[], ReadonlyMap<string, ApiKey>>();

/** A key of a listing. By an index, since a refresh looks for each of thousands. */
function keyIn(keys: readonly ApiKey[], id: string): ApiKey | undefined {
  const index = indexes.get(keys) ?? new Map(keys.map((key) => [key.id, key]));
  indexes.set(keys, index);
  return index.get(id);
}

/** The engine starts the reads of a refresh within a few milliseconds; a read waits that long for others. */
const gatherMs = 10;

/** Ids of the keys whose reads were asked for, by organization: the second makes a listing worth it. */
const askedFor: MemoKey<Map<string, Set<string>>> = { name: "keys whose reads were asked for" };

function readAlone(context: AtlasContext, orgId: string, apiKeyId: string): Promise<ApiKey | undefined> {
  const client = context.atlas;
  const byOrganization = client.memo.get(askedFor, () => new Map());
  const ids = byOrganization.get(orgId) ?? new Set<string>();
  byOrganization.set(orgId, ids.add(apiKeyId));
  const before = async () => {
    if (ids.size === 1) await context.sleep(gatherMs);
    return ids.size === 1;
  };
  return client.single(getOrgApiKey, { path: { orgId, apiKeyId }, before });
}

/** The key by its own GET, asked again while it is young. */
export async function askForKey(
  context: AtlasContext,
  orgId: string,
  apiKeyId: string,
): Promise<ApiKey | undefined> {
  const path = { orgId, apiKeyId };
  for (const waitMs of settlingWaitsMs) {
    const key = await context.atlas.find(getOrgApiKey, { path });
    if (key !== undefined || !isSettling(context, apiKeyId)) return key;
    await context.sleep(waitMs);
  }
  // Still missing and still young: the problem itself is thrown, with what it means here.
  try {
    return await context.atlas.call(getOrgApiKey, { path });
  } catch (error) {
    if (!(error instanceof AtlasApiError) || error.kind !== "gone") throw error;
    throw new AtlasApiError(
      `${error.problem.operation} ${error.problem.target}: Atlas does not show it, but it was created less than two minutes ago, ` +
        "too recently to call it deleted. Run it again in two minutes; the state was kept",
      { ...error.problem, kind: "unexpected" },
      { cause: error },
    );
  }
}

/** True while a key's absence may only mean that it is new: its id embeds when it was made. */
export function isSettling(context: Pick<AtlasContext, "now">, apiKeyId: string): boolean {
  return context.now() - createdAt(apiKeyId).getTime() < settlingMs;
}

/**
 * The roles of a key in a project; undefined when it is known to have none there. The project must be known to
 * exist before that is believed, and the key must have been asked for itself.
 */
export async function findProjectRoles(
  context: AtlasContext,
  projectId: string,
  apiKeyId: string,
): Promise<string[] | undefined> {
  const listed = keyIn(await listingFor(context, projectId, apiKeyId), apiKeyId);
  const roles = listed === undefined ? [] : rolesIn(listed.roles, "project", projectId);
  if (roles.length > 0) return roles;
  const project = await context.atlas.call(getProject, { path: { projectId } });
  const key = await askForKey(context, project.orgId, apiKeyId);
  const asked = key === undefined ? [] : rolesIn(key.roles, "project", projectId);
  return asked.length > 0 ? asked : undefined;
}

/**
 * The roles of a key in a project by the listing of its organization, which serves a whole preview; undefined when the
 * listing does not show any. Makes no request for a single key.
 * @throws MissingError when the credentials do not tell which organization that is
 */
export async function listedProjectRoles(
  context: AtlasContext,
  projectId: string,
  apiKeyId: string,
): Promise<string[] | undefined> {
  const keys = (await readAlready(context, apiKeyId)) ?? (await onlyListing(context));
  const key = keyIn(keys, apiKeyId);
  const roles = key === undefined ? [] : rolesIn(key.roles, "project", projectId);
  return roles.length > 0 ? roles : undefined;
}

async function onlyListing(context: AtlasContext): Promise<readonly ApiKey[]> {
  const orgId = await onlyOrganization(context);
  if (orgId === undefined) {
    throw new MissingError("These credentials do not see exactly one organization");
  }
  return context.atlas.list(listOrgApiKeys, { path: { orgId }, freshness: "any" });
}

/** Public half of a key that is assigned in a project; undefined when it is not listed there. */
export async function publicKeyIn(
  context: AtlasContext,
  projectId: string,
  apiKeyId: string,
): Promise<string | undefined> {
  const listed = await listingFor(context, projectId, apiKeyId);
  return listed.find((key) => key.id === apiKeyId)?.publicKey;
}

/**
 * The keys among which a project's assignments are found. The organization's listing carries the roles of all
 * projects, so that one serves them all; where it cannot be had, the project's own.
 */
async function listingFor(
  context: AtlasContext,
  projectId: string,
  apiKeyId: string,
): Promise<readonly ApiKey[]> {
  const read = await readAlready(context, apiKeyId);
  if (read !== undefined) return read;
  // A refresh reads the keys too, perhaps a moment later: then not even their organization need be asked for.
  await context.sleep(gatherMs);
  const readMeanwhile = await readAlready(context, apiKeyId);
  if (readMeanwhile !== undefined) return readMeanwhile;
  const orgId = await onlyOrganization(context);
  const readSince = await readAlready(context, apiKeyId);
  if (readSince !== undefined) return readSince;
  if (orgId !== undefined) {
    const keys = await unless(["permission", "container-missing"], () =>
      context.atlas.list(listOrgApiKeys, { path: { orgId }, freshness: "current" }),
    );
    if (keys !== undefined) return keys;
  }
  return context.atlas.list(listProjectApiKeys, { path: { projectId }, freshness: "current" });
}

/** What was read of a key, or is on its way: a listing that holds it, or the key by itself. */
async function readAlready(context: AtlasContext, apiKeyId: string): Promise<readonly ApiKey[] | undefined> {
  const listings = await context.atlas.listed(listOrgApiKeys);
  const holding = listings.find((keys) => keyIn(keys, apiKeyId) !== undefined);
  if (holding !== undefined) return holding;
  const alone = (await context.atlas.singles(getOrgApiKey)).filter((key) => key.id === apiKeyId);
  return alone.length > 0 ? alone : undefined;
}

/** The organization of these credentials, when there is exactly one. Keys and service accounts belong to one. */
export async function onlyOrganization(context: AtlasContext): Promise<string | undefined> {
  const organizations = await unless(["permission", "container-missing"], () =>
    context.atlas.list(listOrganizations, { path: {}, freshness: "any" }),
  );
  return organizations?.length === 1 ? organizations[0]?.id : undefined;
}

async function unless<T>(kinds: readonly ProblemKind[], ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof AtlasApiError && kinds.includes(error.kind)) return undefined;
    throw error;
  }
}
