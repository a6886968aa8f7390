import { problem } from "../problems";
import type { Settings } from "../settings";
import type { Product } from "../store/seed";
import type { Organization, Principal, Project, World } from "../store/world";
import type { Caller } from "./caller";

/** The role that an operation asks for, in the organization or project that its path names (documented). */
export type Requirement =
  | "nothing"
  | "ORG_OWNER"
  | "ORG_MEMBER"
  | "ORG_READ_ONLY"
  | "GROUP_OWNER"
  | "GROUP_ACCESS_MANAGER"
  | "GROUP_READ_ONLY";

/** An owner of the organization is an owner of every project in it (documented). */
export function isAllowed(
  principal: Principal,
  requirement: Requirement,
  project: Project | undefined,
  settings: Settings,
): boolean {
  if (requirement === "nothing" || principal.orgRoles.includes("ORG_OWNER")) return true;
  const here = project === undefined ? [] : (principal.projectRoles.get(project.id) ?? []);
  switch (requirement) {
    case "ORG_OWNER":
      return false;
    case "ORG_MEMBER":
      return principal.orgRoles.length > 0;
    case "ORG_READ_ONLY":
      return principal.orgRoles.includes("ORG_READ_ONLY");
    case "GROUP_OWNER":
      return here.includes("GROUP_OWNER");
    case "GROUP_ACCESS_MANAGER":
      return here.includes("GROUP_OWNER") || here.includes("GROUP_ACCESS_MANAGER");
    case "GROUP_READ_ONLY":
      return (
        here.length > 0 || (settings.orgReadOnlySeesProjects && principal.orgRoles.includes("ORG_READ_ONLY"))
      );
  }
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
export function findProject(world: World, caller: Caller, id: string, product: Product): Project {
  const project = world.projects.get(id);
  if (project === undefined) throw problem("GROUP_NOT_FOUND", id);
  if (caller.principal.orgId !== project.orgId) throw problem("USER_CANNOT_ACCESS_GROUP");
  if (project.product === product) return project;
  throw problem(product === "atlas" ? "NOT_ATLAS_GROUP" : "ATLAS_GROUP", id);
}

/** The organization and project that a path names, each checked. A project brings its organization with it. */
export function findTarget(
  world: World,
  caller: Caller,
  params: ReadonlyMap<string, string>,
  product: Product,
) {
  const groupId = params.get("groupId");
  const project = groupId === undefined ? undefined : findProject(world, caller, groupId, product);
  const orgId = params.get("orgId");
  const organization =
    orgId === undefined
      ? project && world.organizations.get(project.orgId)
      : findOrganization(world, caller, orgId, product);
  return { organization, project };
}
