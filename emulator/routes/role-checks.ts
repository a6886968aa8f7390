import {
  cloudManagerOrgRoles,
  cloudManagerProjectRoles,
  isOrgRole,
  isProjectRole,
  orgRoles,
  projectRoles,
} from "../constants/roles";
import { atlasError } from "../http/atlas-error";
import type { Call } from "./route";

/** Validates roles in an organization and removes duplicates. @throws AtlasError */
export function checkOrgRoles(call: Call, names: readonly string[]): string[] {
  const known = call.product === "atlas" ? orgRoles : cloudManagerOrgRoles;
  for (const name of names) {
    if (isProjectRole(name)) throw atlasError("CANNOT_ADD_GROUP_ROLE");
    if (!known.has(name) && !isExtra(call, name, isOrgRole))
      throw atlasError("INVALID_ENUM_VALUE", name.slice(0, 100));
  }
  return [...new Set(names)];
}

/** Validates roles in a project and removes duplicates. @throws AtlasError */
export function checkProjectRoles(call: Call, names: readonly string[]): string[] {
  const known = call.product === "atlas" ? projectRoles : cloudManagerProjectRoles;
  for (const name of names) {
    if (isOrgRole(name)) throw atlasError("CANNOT_ADD_ORG_ROLE");
    if (!known.has(name) && !isExtra(call, name, isProjectRole)) {
      throw atlasError("INVALID_ROLE_FOR_GROUP", name.slice(0, 100), call.project.id);
    }
  }
  return [...new Set(names)];
}

/** Atlas adds roles over time; a setting names roles that are newer than the emulator. */
function isExtra(call: Call, name: string, inScope: (name: string) => boolean): boolean {
  return inScope(name) && call.settings.extraRoles.includes(name);
}
