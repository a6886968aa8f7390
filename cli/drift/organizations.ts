import type { AtlasContext } from "../../provider/atlas/context";
import { getProject } from "../../provider/atlas/keys";
import { AtlasAccessError } from "../../provider/core/errors";
import { asOwner } from "../../provider/resources/organization/credentials";
import { type LiveOrganization, readOrganization } from "../inventory/organization";
import type { OpenStack } from "./comparison";
import { type Managed, textIn } from "./managed";

/** An organization that some stack works on, and the credentials that read it. */
export interface Reached {
  readonly live: LiveOrganization;
  readonly as: <T>(work: (context: AtlasContext) => Promise<T>) => Promise<T>;
}

type As = Reached["as"];

/** The organizations behind the stacks, each read with the first of their credentials that can. */
export async function reachOrganizations(stacks: readonly OpenStack[]): Promise<readonly Reached[]> {
  const ways = new Map<string, Map<string, As>>();
  for (const opened of stacks)
    for (const resource of opened.managed) {
      const orgId = textIn(resource.state, "orgId") ?? textIn(resource.inputs, "orgId");
      if (orgId === undefined) continue;
      const { key, as } = wayOf(opened, resource, orgId);
      ways.set(orgId, (ways.get(orgId) ?? new Map<string, As>()).set(key, as));
    }
  const reached = new Map<string, Reached>();
  for (const [orgId, some] of ways) reached.set(orgId, await reach(orgId, [...some.values()]));
  await reachByProjects(stacks, reached);
  return [...reached.values()].sort((one, other) => (one.live.id < other.live.id ? -1 : 1));
}

/** Stacks that hold assignments alone say the project only. */
async function reachByProjects(stacks: readonly OpenStack[], reached: Map<string, Reached>): Promise<void> {
  for (const opened of stacks)
    for (const resource of opened.managed) {
      const projectId = textIn(resource.inputs, "projectId");
      const isKnown = [...reached.values()].some(({ live }) =>
        live.projects.some(({ id }) => id === projectId),
      );
      if (projectId === undefined || isKnown) continue;
      const orgId = await organizationOf(opened.contextOf(resource), projectId);
      if (orgId === undefined || reached.has(orgId)) continue;
      reached.set(orgId, await reach(orgId, [(work) => work(opened.contextOf(resource))]));
    }
}

async function organizationOf(context: AtlasContext, projectId: string): Promise<string | undefined> {
  try {
    return (await context.atlas.call(getProject, { path: { projectId } })).orgId;
  } catch (error) {
    if (error instanceof AtlasAccessError) return undefined;
    throw error;
  }
}

async function reach(orgId: string, ways: readonly As[]): Promise<Reached> {
  const failures: string[] = [];
  for (const as of ways) {
    const live = await tried(as, orgId);
    if (live.name !== undefined) return { live, as };
    failures.push(...live.notReadable);
  }
  const none = { id: orgId, projects: [], keys: [], accounts: [], notReadable: [...new Set(failures)] };
  return { live: none, as: (work) => (ways[0] as As)(work) };
}

/** Also credentials that are missing or not accepted leave the other ways, and the other organizations. */
async function tried(as: As, orgId: string): Promise<LiveOrganization> {
  try {
    return await as((context) => readOrganization(context, orgId));
  } catch (error) {
    if (!(error instanceof AtlasAccessError)) throw error;
    return { id: orgId, projects: [], keys: [], accounts: [], notReadable: [error.message] };
  }
}

/** An organization that its stack made is read with the credentials that came with it, as the resource itself is. */
function wayOf(opened: OpenStack, resource: Managed, orgId: string): { key: string; as: As } {
  const context = () => opened.contextOf(resource);
  if (resource.definition.name === "Organization")
    return { key: `own ${resource.urn}`, as: (work) => asOwner(context(), orgId, resource.state, work) };
  const profile = textIn(resource.inputs, "profile") ?? "";
  return { key: `${opened.stack.folder} ${opened.stack.name} ${profile}`, as: (work) => work(context()) };
}
