import { type AtlasProblem, problem } from "../http/atlas-error";
import type { Settings } from "../types/settings";
import type { Product } from "../types/seed";
import type { Organization, Principal, Project, World } from "../store/snapshot";
import type { Caller } from "./caller";
import { type Requirement, requirementsOf } from "./permissions";

/** An owner of the organization is an owner of every project in it (documented); ORG_READ_ONLY reads them all (documented). */
export function isAllowed(
  principal: Principal,
  requirement: Requirement,
  project: Project | undefined,
  settings: Settings,
): boolean {
  if (requirement === "nothing" || principal.orgRoles.includes("ORG_OWNER")) return true;
  const here = project === undefined ? [] : (principal.projectRoles.get(project.id) ?? []);
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
      return here.includes("GROUP_OWNER");
    case "GROUP_ACCESS_MANAGER":
      return here.includes("GROUP_OWNER") || here.includes("GROUP_ACCESS_MANAGER");
    case "GROUP_READ_ONLY":
      return here.length > 0 || readsAll;
    case "GROUP_ROLE":
      return here.length > 0 || (settings.orgReadOnlyListsProjectKeys && readsAll);
  }
}

/** What an operation is done to. */
interface Target {
  readonly project: Project | undefined;
  /** The key that the path names. */
  readonly keyId: string | undefined;
}

/**
 * The error for a caller whose roles do not suffice: a project in which it has none is closed to it (observed), another
 * key's access list has a code of its own (observed), and all else is USER_UNAUTHORIZED (observed for one operation).
 */
export function refusalOf(
  caller: Caller,
  operationId: string,
  { project, keyId }: Target,
  settings: Settings,
): AtlasProblem | undefined {
  const { principal } = caller;
  const requirements = requirementsOf(operationId);
  if (requirements.some((one) => isAllowed(principal, one, project, settings))) return undefined;
  if (requirements.includes("ORG_OWNER_OR_OWN_KEY")) {
    const isOwn = caller.kind === "apiKey" && caller.principal.id === keyId;
    return isOwn ? undefined : problem("API_KEY_ACCESS_LIST_ACCESS_DENIED");
  }
  const isClosed = project !== undefined && !isAllowed(principal, "GROUP_READ_ONLY", project, settings);
  return problem(isClosed ? "USER_CANNOT_ACCESS_GROUP" : "USER_UNAUTHORIZED");
}

/** The projects that a caller sees in its organization: all of them for an owner, else those it has a role in. */
export function visibleProjects(
  principal: Principal,
  organization: Organization,
  settings: Settings,
): Project[] {
  return [...organization.projects.values()].filter((project) =>
    isAllowed(principal, "GROUP_READ_ONLY", project, settings),
  );
}

/** @throws AtlasProblem 404 for one that does not exist, 401 for somebody else's, 404 for one of the other API. */
export function findOrganization(world: World, caller: Caller, id: string, product: Product): Organization {
  const organization = world.organizations.get(id);
  if (organization === undefined) throw problem("ORG_NOT_FOUND", id);
  if (caller.principal.orgId !== id) throw problem("USER_CANNOT_ACCESS_ORG");
  if (organization.product === product) return organization;
  throw problem(product === "atlas" ? "NOT_ATLAS_ORG" : "EXPECTED_NON_ATLAS_ORG", id);
}

/** @throws AtlasProblem like findOrganization. An unknown project is 404 even for a stranger (recorded). */
export function findProject(
  world: World,
  caller: Caller,
  id: string,
  route: TargetRoute,
  nowMs: number,
): Project {
  const { product, findsDeletedProjects } = route;
  const deleted = findsDeletedProjects === true ? world.deletedProject(id, nowMs) : undefined;
  const project = world.projects.get(id) ?? deleted;
  if (project === undefined) throw problem("GROUP_NOT_FOUND", id);
  if (caller.principal.orgId !== project.orgId) throw problem("USER_CANNOT_ACCESS_GROUP");
  if (project.product === product) return project;
  throw problem(product === "atlas" ? "NOT_ATLAS_GROUP" : "ATLAS_GROUP", id);
}

interface TargetRoute {
  readonly product: Product;
  readonly findsDeletedProjects?: true;
}

/** The organization and project that a path names, each checked. A project brings its organization with it. */
export function findTarget(
  world: World,
  caller: Caller,
  params: ReadonlyMap<string, string>,
  route: TargetRoute,
  nowMs: number,
) {
  const groupId = params.get("groupId");
  const project = groupId === undefined ? undefined : findProject(world, caller, groupId, route, nowMs);
  const orgId = params.get("orgId");
  const organization =
    orgId === undefined
      ? project && world.organizations.get(project.orgId)
      : findOrganization(world, caller, orgId, route.product);
  return { organization, project };
}
