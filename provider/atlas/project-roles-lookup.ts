import { MissingError } from "../core/errors";
import { fetchKey } from "./consistency-window";
import type { AtlasContext } from "./context";
import { type ApiKey, listOrgApiKeys } from "./endpoints/org-api-keys";
import { listProjectApiKeys } from "./endpoints/project-api-keys";
import { getProject } from "./endpoints/projects";
import { cachedKeysWith } from "./key-lookup";
import { batchWindowMs, itemById } from "./object-lookup";
import { rolesIn } from "./roles";
import { soleOrganizationId, undefinedOnError } from "./sole-organization";

/**
 * The roles of a key in a project, or undefined when it has none there. Absence from a list proves nothing: the project
 * must exist, and the key's own GET decides.
 */
export async function findProjectRoles(
  context: AtlasContext,
  projectId: string,
  apiKeyId: string,
): Promise<string[] | undefined> {
  const keys = await keysForProject(context, projectId, apiKeyId);
  const listed = rolesOf(itemById(keys, apiKeyId), projectId);
  if (listed !== undefined) return listed;
  const project = await context.atlas.call(getProject, { path: { projectId } });
  return rolesOf(await fetchKey(context, project.orgId, apiKeyId), projectId);
}

/**
 * The roles of a key in a project by the list of its organization, which serves a whole preview. Makes no request for a
 * single key.
 * @returns undefined when the list does not show any
 * @throws MissingError when the credentials do not tell which organization that is
 */
export async function listedProjectRoles(
  context: AtlasContext,
  projectId: string,
  apiKeyId: string,
): Promise<string[] | undefined> {
  const keys = (await cachedKeysWith(context, apiKeyId)) ?? (await listSoleOrganizationKeys(context));
  return rolesOf(itemById(keys, apiKeyId), projectId);
}

/** Public key of a key that is assigned to a project; undefined when the list does not show it. */
export async function assignedPublicKey(
  context: AtlasContext,
  projectId: string,
  apiKeyId: string,
): Promise<string | undefined> {
  const keys = await keysForProject(context, projectId, apiKeyId);
  return keys.find((key) => key.id === apiKeyId)?.publicKey;
}

function rolesOf(key: ApiKey | undefined, projectId: string): string[] | undefined {
  const roles = key === undefined ? [] : rolesIn(key.roles, "project", projectId);
  return roles.length > 0 ? roles : undefined;
}

async function listSoleOrganizationKeys(context: AtlasContext): Promise<readonly ApiKey[]> {
  const orgId = await soleOrganizationId(context);
  if (orgId === undefined) throw new MissingError("These credentials do not see exactly one organization");
  return context.atlas.list(listOrgApiKeys, { path: { orgId }, allowStale: true });
}

/**
 * The list of keys to look for a project's assignments in. The list of the organization has the roles of all projects, so
 * that one list serves them all. Where it cannot be read, the project's own list.
 */
async function keysForProject(
  context: AtlasContext,
  projectId: string,
  apiKeyId: string,
): Promise<readonly ApiKey[]> {
  const cached = await cachedKeysWith(context, apiKeyId);
  if (cached !== undefined) return cached;
  // A refresh reads the keys themselves too, perhaps a moment later. Their reads then save the requests below.
  await context.sleep(batchWindowMs);
  const cachedAfterBatch = await cachedKeysWith(context, apiKeyId);
  if (cachedAfterBatch !== undefined) return cachedAfterBatch;
  const orgId = await soleOrganizationId(context);
  const cachedMeanwhile = await cachedKeysWith(context, apiKeyId);
  if (cachedMeanwhile !== undefined) return cachedMeanwhile;
  if (orgId !== undefined) {
    const keys = await undefinedOnError(["permission", "container-missing"], () =>
      context.atlas.list(listOrgApiKeys, { path: { orgId } }),
    );
    if (keys !== undefined) return keys;
  }
  return context.atlas.list(listProjectApiKeys, { path: { projectId } });
}
