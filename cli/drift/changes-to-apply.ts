import type { Properties } from "../../provider/core/definition";
import { hasUnknown } from "../../provider/core/unknown";
import { type ManagedResource, stringProperty } from "../pulumi/managed-resources";
import type { Change, Scope } from "./change";
import { changesBetween } from "./changes";
import type { NameLookup } from "./name-lookup";
import { gainedProjectRoles, lostProjectRoles } from "./project-roles";
import { type PlannedAction, staysInAtlas } from "./repair";
import { rolesChange } from "./role-changes";
import { hasSecret, isStringArray, knownAfterUp } from "./values";

/** What an `up` would change about a resource. A create gives access, and a delete takes it away. */
export function changesToApply(
  action: PlannedAction,
  stored: ManagedResource | undefined,
  wanted: Properties | undefined,
  names: NameLookup,
): readonly Change[] {
  const gained = wanted === undefined ? [] : gainedAccess(wanted, names);
  if (stored === undefined) return action === "create" ? gained : [];
  switch (action) {
    case "delete":
      return lostAccess(stored, names);
    case "replace":
      return [...valueChanges(stored, wanted ?? {}, names), ...lostAccess(stored, names), ...gained];
    case "update":
      return changesBetween(
        stored.definition,
        stored.inputs,
        wanted ?? {},
        scopeOf(stored.inputs, names),
        names,
      );
    default:
      return [];
  }
}

/** The organization or project in which a resource's roles apply. */
export function scopeOf(inputs: Properties, names: NameLookup): Scope {
  const projectId = stringProperty(inputs, "projectId");
  if (projectId !== undefined) return names.scope("project", projectId);
  if (hasUnknown(inputs.projectId)) return { kind: "project", id: "", name: knownAfterUp };
  const orgId = stringProperty(inputs, "orgId");
  if (orgId !== undefined) return names.scope("organization", orgId);
  return { kind: "organization", id: "", name: stringProperty(inputs, "name") ?? knownAfterUp };
}

function gainedAccess(inputs: Properties, names: NameLookup): readonly Change[] {
  const scope = scopeOf(inputs, names);
  // A new organization has a first key or service account with roles.
  const roles = [inputs, inputs.initialApiKey, inputs.initialServiceAccount].flatMap((holder) => {
    const found = (holder as Properties | undefined)?.roles;
    return found === undefined ? [] : [found];
  });
  return [
    ...roles.flatMap((list) => listChanges("roles", list, (known) => rolesChange(scope, known, []))),
    ...gainedProjectRoles(inputs, names),
    // Of an access list, and of a key that contains its own.
    ...["entries", "accessList"].flatMap((property) =>
      listChanges(property, inputs[property], (added) => ({ kind: "entries", property, added, removed: [] })),
    ),
  ];
}

/** The change that a list's known elements make, and a second one if other elements are known only after the `up`. */
function listChanges(
  property: string,
  list: unknown,
  change: (known: readonly string[]) => Change,
): readonly Change[] {
  if (list === undefined) return [];
  if (hasSecret(list)) return [{ kind: "value", property }];
  const all = Array.isArray(list) ? list : [list];
  const known = all.filter((element) => typeof element === "string");
  return [
    ...(known.length > 0 ? [change(known)] : []),
    ...(known.length < all.length ? [{ kind: "value", property, to: knownAfterUp } as const] : []),
  ];
}

function lostAccess(stored: ManagedResource, names: NameLookup): readonly Change[] {
  if (staysInAtlas(stored)) return [];
  const { roles, entries } = stored.inputs;
  return [
    ...(isStringArray(roles) ? [rolesChange(scopeOf(stored.inputs, names), [], roles)] : []),
    ...lostProjectRoles(stored.inputs, names),
    ...(isStringArray(entries)
      ? [{ kind: "entries", property: "entries", added: [], removed: entries, leavesNone: true } as const]
      : []),
  ];
}

/** The changes of a replacement that do not concern access. */
function valueChanges(stored: ManagedResource, wanted: Properties, names: NameLookup): readonly Change[] {
  const all = changesBetween(stored.definition, stored.inputs, wanted, scopeOf(stored.inputs, names), names);
  return all.filter((change) => change.kind === "value");
}
