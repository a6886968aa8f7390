import type { Properties } from "../../provider/core/definition";
import type { Change } from "./change";
import type { NameLookup } from "./name-lookup";
import { rolesChange } from "./role-changes";
import { difference, hasSecret, isStringArray, knownAfterUp } from "./values";

/** The input of a key that contains its roles in all projects. */
export const projectRolesInput = "projectRoles";

/** Ids of the projects that these inputs name, as far as they are known. */
export function projectIdsIn(inputs: Properties): readonly string[] {
  return isRolesMap(inputs[projectRolesInput]) ? Object.keys(inputs[projectRolesInput]) : [];
}

/**
 * One change for each project whose roles differ. Undefined if one of the two is not such a map: the values say nothing of
 * access if the program starts or stops managing the roles.
 */
export function projectRolesChanges(
  from: unknown,
  to: unknown,
  names: NameLookup,
): readonly Change[] | undefined {
  if (!isRolesMap(from) || !isRolesMap(to)) return undefined;
  const ids = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
  return ids.flatMap((id) => projectChange(id, from[id] ?? [], to[id] ?? [], names));
}

function projectChange(id: string, from: unknown, to: unknown, names: NameLookup): readonly Change[] {
  if (!isStringArray(from) || !isStringArray(to)) {
    return [{ kind: "value", property: `${projectRolesInput}["${id}"]`, to: knownAfterUp }];
  }
  const [gained, lost] = [difference(to, from), difference(from, to)];
  if (gained.length === 0 && lost.length === 0) return [];
  return [rolesChange(names.scope("project", id), gained, lost)];
}

/** The roles in projects that a new key has. */
export function gainedProjectRoles(inputs: Properties, names: NameLookup): readonly Change[] {
  const value = inputs[projectRolesInput];
  if (value === undefined) return [];
  if (hasSecret(value)) return [{ kind: "value", property: projectRolesInput }];
  return (
    projectRolesChanges({}, value, names) ?? [
      { kind: "value", property: projectRolesInput, to: knownAfterUp },
    ]
  );
}

/** The roles in projects that end with a key. */
export function lostProjectRoles(inputs: Properties, names: NameLookup): readonly Change[] {
  return projectRolesChanges(inputs[projectRolesInput], {}, names) ?? [];
}

function isRolesMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
