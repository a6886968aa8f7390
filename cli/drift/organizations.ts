import type { AtlasContext } from "../../provider/atlas/context";
import { getProject } from "../../provider/atlas/endpoints/projects";
import { ProviderError } from "../../provider/core/errors";
import { withOwnerCredentials } from "../../provider/resources/organization/credentials";
import { type OrganizationInventory, readInventory } from "../inventory/organization";
import { type ManagedResource, stringProperty } from "../pulumi/managed-resources";
import type { OpenedStack } from "./comparison";

/** An organization that a stack manages, with the credentials that could read it. */
export interface ReadOrganization {
  readonly inventory: OrganizationInventory;
  readonly withCredentials: <T>(work: (context: AtlasContext) => Promise<T>) => Promise<T>;
}

type WithCredentials = ReadOrganization["withCredentials"];

/** Reads the organizations of all stacks, each with the first credentials of their resources that can read it. */
export async function readOrganizations(
  stacks: readonly OpenedStack[],
): Promise<readonly ReadOrganization[]> {
  const credentials = new Map<string, Map<string, WithCredentials>>();
  for (const opened of stacks)
    for (const resource of opened.managed) {
      const orgId = stringProperty(resource.state, "orgId") ?? stringProperty(resource.inputs, "orgId");
      if (orgId === undefined) continue;
      const { key, run } = credentialsOf(opened, resource, orgId);
      credentials.set(orgId, (credentials.get(orgId) ?? new Map<string, WithCredentials>()).set(key, run));
    }
  const organizations = new Map<string, ReadOrganization>();
  for (const [orgId, ofOrganization] of credentials)
    organizations.set(orgId, await readWithAny(orgId, [...ofOrganization.values()]));
  await readOrganizationsOfProjects(stacks, organizations);
  return [...organizations.values()].sort((a, b) => (a.inventory.id < b.inventory.id ? -1 : 1));
}

/** For a stack that has only assignments, the organization is found by the project. */
async function readOrganizationsOfProjects(
  stacks: readonly OpenedStack[],
  organizations: Map<string, ReadOrganization>,
): Promise<void> {
  for (const opened of stacks)
    for (const resource of opened.managed) {
      const projectId = stringProperty(resource.inputs, "projectId");
      const isKnown = [...organizations.values()].some(({ inventory }) =>
        inventory.projects.some(({ id }) => id === projectId),
      );
      if (projectId === undefined || isKnown) continue;
      const orgId = await organizationOf(opened.contextOf(resource), projectId);
      if (orgId === undefined || organizations.has(orgId)) continue;
      organizations.set(orgId, await readWithAny(orgId, [(work) => work(opened.contextOf(resource))]));
    }
}

async function organizationOf(context: AtlasContext, projectId: string): Promise<string | undefined> {
  try {
    return (await context.atlas.call(getProject, { path: { projectId } })).orgId;
  } catch (error) {
    if (error instanceof ProviderError) return undefined;
    throw error;
  }
}

async function readWithAny(
  orgId: string,
  credentials: readonly WithCredentials[],
): Promise<ReadOrganization> {
  const failures: string[] = [];
  for (const run of credentials) {
    const inventory = await tryRead(run, orgId);
    if (inventory.name !== undefined) return { inventory, withCredentials: run };
    failures.push(...inventory.notReadable);
  }
  const none = { id: orgId, projects: [], keys: [], accounts: [], notReadable: [...new Set(failures)] };
  return { inventory: none, withCredentials: (work) => (credentials[0] as WithCredentials)(work) };
}

/** Missing or rejected credentials do not prevent the use of others, or the reading of other organizations. */
async function tryRead(run: WithCredentials, orgId: string): Promise<OrganizationInventory> {
  try {
    return await run((context) => readInventory(context, orgId));
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { id: orgId, projects: [], keys: [], accounts: [], notReadable: [error.message] };
  }
}

/** An organization that a stack created is read with its own first credentials, as the provider does. */
function credentialsOf(
  opened: OpenedStack,
  resource: ManagedResource,
  orgId: string,
): { key: string; run: WithCredentials } {
  const context = () => opened.contextOf(resource);
  if (resource.definition.traits.hasOwnCredentials)
    return {
      key: `own ${resource.urn}`,
      run: (work) => withOwnerCredentials(context(), orgId, resource.state, work),
    };
  const profile = stringProperty(resource.inputs, "profile") ?? "";
  return { key: `${opened.stack.folder} ${opened.stack.name} ${profile}`, run: (work) => work(context()) };
}
