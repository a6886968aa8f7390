import type { MemoKey } from "../core/memo";
import { fetchKey } from "./consistency-window";
import type { AtlasContext } from "./context";
import {
  assignProjectApiKey,
  assignProjectApiKeyByUpdate,
  unassignProjectApiKey,
  updateProjectApiKeyRoles,
} from "./endpoints/project-api-keys";
import type { AtlasApiError } from "./errors";
import { type RoleItem, rolesIn } from "./roles";

/** The roles of a key in projects: by project id, each list sorted and without duplicates. */
export type ProjectRoles = Readonly<Record<string, readonly string[]>>;

/** One key in one project. */
export type AssignmentPath = Readonly<Record<"projectId" | "apiKeyId", string>>;

/** A change of the roles in one project. */
export interface AssignmentChange {
  readonly projectId: string;
  readonly present: readonly string[];
  /** An empty list unassigns the key. */
  readonly wanted: readonly string[];
}

/** The requests on the roles of one key or service account in projects. */
export interface Assignments {
  /** For a project without a role of it. */
  assign(projectId: string, roles: readonly string[]): Promise<void>;
  /** For a project where it has roles. */
  replace(projectId: string, roles: readonly string[]): Promise<void>;
  /** An error of kind `gone` when it has no role there, or does not exist. */
  unassign(projectId: string): Promise<void>;
  /** Its present roles, not from a cache; undefined when it does not exist. */
  live(projectId: string): Promise<readonly string[] | undefined>;
  /** True when Atlas says that it is assigned already. */
  isAlreadyAssigned(error: AtlasApiError): boolean;
}

/** All assignments of a key as Atlas shows it. */
export function assignmentsOf({ roles }: { readonly roles: readonly RoleItem[] }): ProjectRoles {
  const ids = [...new Set(roles.flatMap(({ groupId }) => groupId ?? []))].sort();
  const all = ids.map((id) => [id, rolesIn(roles, "project", id)] as const);
  return Object.fromEntries(all.filter(([, own]) => own.length > 0));
}

/** The projects in which two sets of assignments differ, by id. */
export function assignmentChanges(present: ProjectRoles, wanted: ProjectRoles): readonly AssignmentChange[] {
  const ids = [...new Set([...Object.keys(present), ...Object.keys(wanted)])].sort();
  return ids
    .map((projectId) => ({
      projectId,
      present: present[projectId] ?? [],
      wanted: wanted[projectId] ?? [],
    }))
    .filter((change) => rolesGained(change).length > 0 || rolesLost(change).length > 0);
}

export function rolesGained({ present, wanted }: Omit<AssignmentChange, "projectId">): readonly string[] {
  return wanted.filter((role) => !present.includes(role));
}

export function rolesLost({ present, wanted }: Omit<AssignmentChange, "projectId">): readonly string[] {
  return present.filter((role) => !wanted.includes(role));
}

/** The roles that are lost in projects, one text for each project. */
export function removedProjectRoles(present: ProjectRoles, wanted: ProjectRoles): readonly string[] {
  return assignmentChanges(present, wanted)
    .filter((change) => rolesLost(change).length > 0)
    .map((change) => `${rolesLost(change).join(", ")} in project ${change.projectId}`);
}

/** Assigns a key to a project. Atlas refuses a key that is assigned there already; Cloud Manager replaces its roles. */
export async function assign(
  context: AtlasContext,
  path: AssignmentPath,
  roles: readonly string[],
): Promise<void> {
  if (context.api.unsupportedReason(assignProjectApiKey) === undefined) {
    await context.atlas.call(assignProjectApiKey, { path, body: [{ roles }] });
  } else {
    await context.atlas.call(assignProjectApiKeyByUpdate, { path, body: { roles } });
  }
}

/** Replaces the roles of a key that is assigned to the project. */
export async function replaceRoles(
  context: AtlasContext,
  path: AssignmentPath,
  roles: readonly string[],
): Promise<void> {
  await context.atlas.call(updateProjectApiKeyRoles, { path, body: { roles } });
}

/** Unassigns the key from the project; succeeds when it has no role there. */
export async function unassign(context: AtlasContext, path: AssignmentPath): Promise<void> {
  await context.atlas.remove(unassignProjectApiKey, { path });
}

/** The assignments of an API key. */
export function keyAssignments(
  context: AtlasContext,
  { orgId, apiKeyId }: Readonly<Record<"orgId" | "apiKeyId", string>>,
): Assignments {
  return {
    assign: (projectId, roles) => assign(context, { projectId, apiKeyId }, roles),
    replace: (projectId, roles) => replaceRoles(context, { projectId, apiKeyId }, roles),
    unassign: async (projectId) => {
      await context.atlas.call(unassignProjectApiKey, { path: { projectId, apiKeyId } });
    },
    live: async (projectId) => {
      const key = await fetchKey(context, orgId, apiKeyId);
      return key && (assignmentsOf(key)[projectId] ?? []);
    },
    isAlreadyAssigned: ({ errorCode }) => errorCode === "API_KEY_ALREADY_IN_GROUP",
  };
}

/** Keys and service accounts whose project roles this run has stopped managing as a whole. */
const releasedIn: MemoKey<Set<string>> = { name: "keys whose project roles were released" };

/**
 * Records that assignments probably exist already when resources for them are created.
 * @param holderId `apiKeyId` or `clientId`
 */
export function releaseProjectRoles({ run }: Pick<AtlasContext, "run">, holderId: string): void {
  run.memo.get(releasedIn, () => new Set()).add(holderId);
}

export function areProjectRolesReleased({ run }: Pick<AtlasContext, "run">, holderId: string): boolean {
  return run.memo.get(releasedIn, () => new Set()).has(holderId);
}
