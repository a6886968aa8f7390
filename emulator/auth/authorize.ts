import { type AtlasError, atlasError } from "../http/atlas-error";
import type { Snapshot } from "../store/snapshot";
import type { Organization, Principal, Project } from "../types/resources";
import type { Product } from "../types/seed.generated";
import type { Settings } from "../types/settings";
import type { Caller } from "./caller";
import { requirementsOf } from "./permissions";
import type { Requirement } from "./requirement";

/** Documented: an owner of the organization is an owner of all its projects, and ORG_READ_ONLY reads all of them. */
export function isAllowed(
  principal: Principal,
  requirement: Requirement,
  project: Project | undefined,
  settings: Settings,
): boolean {
  if (requirement === "none" || principal.orgRoles.includes("ORG_OWNER")) return true;
  const projectRoles = project === undefined ? [] : (principal.projectRoles.get(project.id) ?? []);
  const readsAll = principal.orgRoles.includes("ORG_READ_ONLY");
  switch (requirement) {
    case "ORG_OWNER":
    case "ORG_OWNER_OR_OWN_KEY":
      return false;
    case "ORG_MEMBER":
      return principal.orgRoles.length > 0;
    case "ORG_READ_ONLY":
      return readsAll;
    case "GROUP_OWNER":
      return projectRoles.includes("GROUP_OWNER");
    case "GROUP_ACCESS_MANAGER":
      return projectRoles.includes("GROUP_OWNER") || projectRoles.includes("GROUP_ACCESS_MANAGER");
    case "GROUP_READ_ONLY":
      return projectRoles.length > 0 || readsAll;
    case "GROUP_ROLE":
      return projectRoles.length > 0 || (settings.orgReadOnlyListsProjectKeys && readsAll);
  }
}

/** The target of an operation. */
interface Target {
  readonly project: Project | undefined;
  /** The key in the path. */
  readonly keyId: string | undefined;
}

/**
 * The error for a caller without the required role. A project without a role of the caller and another key's access
 * list have codes of their own (both observed); all other operations use USER_UNAUTHORIZED (observed for one).
 * @returns undefined if the caller is authorized
 */
export function authorizationError(
  caller: Caller,
  operationId: string,
  { project, keyId }: Target,
  settings: Settings,
): AtlasError | undefined {
  const { principal } = caller;
  const requirements = requirementsOf(operationId);
  if (requirements.some((requirement) => isAllowed(principal, requirement, project, settings)))
    return undefined;
  if (requirements.includes("ORG_OWNER_OR_OWN_KEY")) {
    const isOwn = caller.kind === "apiKey" && caller.principal.id === keyId;
    return isOwn ? undefined : atlasError("API_KEY_ACCESS_LIST_ACCESS_DENIED");
  }
  const isInaccessible = project !== undefined && !isAllowed(principal, "GROUP_READ_ONLY", project, settings);
  return atlasError(isInaccessible ? "USER_CANNOT_ACCESS_GROUP" : "USER_UNAUTHORIZED");
}

/** The projects that a caller can read: all of them for an owner, otherwise those in which it has a role. */
export function visibleProjects(
  principal: Principal,
  organization: Organization,
  settings: Settings,
): Project[] {
  return [...organization.projects.values()].filter((project) =>
    isAllowed(principal, "GROUP_READ_ONLY", project, settings),
  );
}

/** @throws AtlasError 404 for an unknown organization, 401 for one that is not the caller's, 404 for one of the other API */
export function findOrganization(
  snapshot: Snapshot,
  caller: Caller,
  id: string,
  product: Product,
): Organization {
  const organization = snapshot.organizations.get(id);
  if (organization === undefined) throw atlasError("ORG_NOT_FOUND", id);
  if (caller.principal.orgId !== id) throw atlasError("USER_CANNOT_ACCESS_ORG");
  if (organization.product === product) return organization;
  throw atlasError(product === "atlas" ? "NOT_ATLAS_ORG" : "EXPECTED_NON_ATLAS_ORG", id);
}

/** @throws AtlasError as findOrganization does. An unknown project is 404 for every caller (recorded). */
export function findProject(
  snapshot: Snapshot,
  caller: Caller,
  id: string,
  route: TargetRoute,
  nowMs: number,
): Project {
  const { product, findsDeletedProjects } = route;
  const deleted = findsDeletedProjects === true ? snapshot.deletedProject(id, nowMs) : undefined;
  const project = snapshot.projects.get(id) ?? deleted;
  if (project === undefined) throw atlasError("GROUP_NOT_FOUND", id);
  if (caller.principal.orgId !== project.orgId) throw atlasError("USER_CANNOT_ACCESS_GROUP");
  if (project.product === product) return project;
  throw atlasError(product === "atlas" ? "NOT_ATLAS_GROUP" : "ATLAS_GROUP", id);
}

interface TargetRoute {
  readonly product: Product;
  readonly findsDeletedProjects?: true;
}

/** Finds the organization and project of a path, checked. The path of a project implies its organization. */
export function findTarget(
  snapshot: Snapshot,
  caller: Caller,
  params: ReadonlyMap<string, string>,
  route: TargetRoute,
  nowMs: number,
) {
  const groupId = params.get("groupId");
  const project = groupId === undefined ? undefined : findProject(snapshot, caller, groupId, route, nowMs);
  const orgId = params.get("orgId");
  const organization =
    orgId === undefined
      ? project && snapshot.organizations.get(project.orgId)
      : findOrganization(snapshot, caller, orgId, route.product);
  return { organization, project };
}
