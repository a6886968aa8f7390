import type { MemoKey } from "../../core/memo";
import type { Assignments, ProjectRoles } from "../assignments";
import type { AtlasContext } from "../context";
import {
  assignServiceAccount,
  getProjectServiceAccount,
  listProjectServiceAccounts,
  unassignServiceAccount,
  updateProjectServiceAccountRoles,
} from "../endpoints/project-service-accounts";
import { listOrgProjects } from "../endpoints/projects";
import { listServiceAccountProjects } from "../endpoints/service-accounts";
import type { AtlasApiError } from "../errors";
import { batchWindowMs, itemById } from "../object-lookup";
import { collectPages } from "../paging";
import { undefinedOnError } from "../sole-organization";
import { confirmedRemoval } from "./confirmed-removal";

/** One account in one project. */
export type AccountAssignmentPath = Readonly<Record<"projectId" | "clientId", string>>;

/** For an account without a role in the project: see `isAlreadyAssigned`. */
export async function assignAccount(
  context: AtlasContext,
  path: AccountAssignmentPath,
  roles: readonly string[],
): Promise<void> {
  await context.atlas.call(assignServiceAccount, { path, body: { roles } });
}

/** Replaces the roles of an account that is assigned to the project. */
export async function replaceAccountRoles(
  context: AtlasContext,
  path: AccountAssignmentPath,
  roles: readonly string[],
): Promise<void> {
  await context.atlas.call(updateProjectServiceAccountRoles, { path, body: { roles } });
}

/** Removes the account from the project; succeeds when it has no role there. */
export async function unassignAccount(context: AtlasContext, path: AccountAssignmentPath): Promise<void> {
  const isThere = async () => (await context.atlas.find(getProjectServiceAccount, { path })) !== undefined;
  await confirmedRemoval(() => context.atlas.remove(unassignServiceAccount, { path }), isThere);
}

/** True when Atlas says that the account has roles in the project already. Clients recognize it by its text. */
export function isAlreadyAssigned(error: AtlasApiError): boolean {
  return error.mentions(/SERVICE_ACCOUNT_ALREADY_IN_GROUP/);
}

/** The assignments of a service account of an organization. */
export function accountAssignments(
  context: AtlasContext,
  { orgId, clientId }: Readonly<Record<"orgId" | "clientId", string>>,
): Assignments {
  return {
    assign: (projectId, roles) => assignAccount(context, { projectId, clientId }, roles),
    replace: (projectId, roles) => replaceAccountRoles(context, { projectId, clientId }, roles),
    unassign: async (projectId) => {
      await context.atlas.call(unassignServiceAccount, { path: { projectId, clientId } });
    },
    live: async (projectId) => (await fetchProjectRoles(context, orgId, clientId))[projectId] ?? [],
    isAlreadyAssigned,
  };
}

/** The roles of one account in all projects, by a request of its own. */
export async function fetchProjectRoles(
  context: AtlasContext,
  orgId: string,
  clientId: string,
): Promise<ProjectRoles> {
  const path = { orgId, clientId };
  const projects = await collectPages((query) =>
    context.atlas.call(listServiceAccountProjects, { path, query }),
  );
  return toProjectRoles(projects);
}

/** Accounts whose roles were wanted, by organization. */
const wantedAccounts: MemoKey<Map<string, Set<string>>> = { name: "accounts whose project roles were read" };

/**
 * The roles of an account in all projects. When more accounts of the organization are wanted than it has projects, the lists
 * of the projects' accounts serve all of them.
 */
export async function findProjectRoles(
  context: AtlasContext,
  orgId: string,
  clientId: string,
): Promise<ProjectRoles> {
  const byOrganization = context.atlas.memo.get(wantedAccounts, () => new Map());
  const wanted = (byOrganization.get(orgId) ?? new Set<string>()).add(clientId);
  byOrganization.set(orgId, wanted);
  if (wanted.size === 1) await context.sleep(batchWindowMs);
  const listed = wanted.size === 1 ? undefined : await listedProjectRoles(context, orgId, clientId, wanted);
  return listed ?? fetchProjectRoles(context, orgId, clientId);
}

async function listedProjectRoles(
  context: AtlasContext,
  orgId: string,
  clientId: string,
  wanted: ReadonlySet<string>,
): Promise<ProjectRoles | undefined> {
  const { atlas } = context;
  return undefinedOnError(["permission", "container-missing"], async () => {
    const projects = await atlas.list(listOrgProjects, { path: { orgId } });
    if (projects.length > wanted.size) return undefined;
    const found = await Promise.all(
      projects.map(async ({ id }) => {
        const accounts = await atlas.list(listProjectServiceAccounts, { path: { projectId: id } });
        return { id, roles: itemById(accounts, clientId)?.roles ?? [] };
      }),
    );
    return toProjectRoles(found);
  });
}

function toProjectRoles(projects: readonly { readonly id: string; readonly roles: readonly string[] }[]) {
  const all = projects
    .filter(({ roles }) => roles.length > 0)
    .map(({ id, roles }) => [id, [...new Set(roles)].sort()] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(all);
}
