import { problem } from "../http/atlas-error";
import type { Call } from "./route";
import {
  cloudManagerOrgRoles,
  cloudManagerProjectRoles,
  isOrgRole,
  isProjectRole,
  orgRoles,
  projectRoles,
} from "../constants/roles";

/** Checks roles that are to be given in an organization, and drops duplicates. @throws AtlasProblem */
export function checkOrgRoles(call: Call, names: readonly string[]): string[] {
  const known = call.product === "atlas" ? orgRoles : cloudManagerOrgRoles;
  for (const name of names) {
    if (isProjectRole(name)) throw problem("CANNOT_ADD_GROUP_ROLE");
    if (!known.has(name) && !isExtra(call, name, isOrgRole))
      throw problem("INVALID_ENUM_VALUE", name.slice(0, 100));
  }
  return [...new Set(names)];
}

/** Checks roles that are to be given in a project, and drops duplicates. @throws AtlasProblem */
export function checkProjectRoles(call: Call, names: readonly string[]): string[] {
  const known = call.product === "atlas" ? projectRoles : cloudManagerProjectRoles;
  for (const name of names) {
    if (isOrgRole(name)) throw problem("CANNOT_ADD_ORG_ROLE");
    if (!known.has(name) && !isExtra(call, name, isProjectRole)) {
      throw problem("INVALID_ROLE_FOR_GROUP", name.slice(0, 100), call.project.id);
    }
  }
  return [...new Set(names)];
}

/** Atlas adds roles from time to time; a setting names those that are newer than this emulator. */
function isExtra(call: Call, name: string, inScope: (name: string) => boolean): boolean {
  return inScope(name) && call.settings.extraRoles.includes(name);
}
