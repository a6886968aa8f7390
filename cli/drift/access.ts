import type { Properties } from "../../provider/core/definition";
import { hasUnknown } from "../../provider/core/unknown";
import { changesBetween, isHidden, isTexts, notKnownYet, rolesChange } from "./changes";
import { type Managed, textIn } from "./managed";
import { isForgotten, type Plan } from "./repair";
import type { Change, Scope } from "./report";

/** Names of organizations and projects, where somebody could read them. */
export interface Names {
  scope(kind: Scope["kind"], id: string): Scope;
  organizationOf(projectId: string): string | undefined;
}

/** What an `up` would change about a resource: what is made gives access, and what is removed takes it away. */
export function changesToApply(
  plan: Plan,
  stored: Managed | undefined,
  wanted: Properties | undefined,
  names: Names,
): readonly Change[] {
  const gained = wanted === undefined ? [] : gains(wanted, names);
  if (stored === undefined) return plan === "create" ? gained : [];
  switch (plan) {
    case "delete":
      return losses(stored, names);
    case "replace":
      return [...values(stored, wanted ?? {}, names), ...losses(stored, names), ...gained];
    case "update":
      return changesBetween(stored.definition, stored.inputs, wanted ?? {}, scopeOf(stored.inputs, names));
    default:
      return [];
  }
}

/** Where a resource's roles count. */
export function scopeOf(inputs: Properties, names: Names): Scope {
  const projectId = textIn(inputs, "projectId");
  if (projectId !== undefined) return names.scope("project", projectId);
  if (hasUnknown(inputs.projectId)) return { kind: "project", id: "", name: notKnownYet };
  const orgId = textIn(inputs, "orgId");
  if (orgId !== undefined) return names.scope("organization", orgId);
  return { kind: "organization", id: "", name: textIn(inputs, "name") ?? notKnownYet };
}

function gains(inputs: Properties, names: Names): readonly Change[] {
  const scope = scopeOf(inputs, names);
  // A new organization comes with an owner.
  const roles = [inputs, inputs.initialApiKey, inputs.initialServiceAccount].flatMap((holder) => {
    const found = (holder as Properties | undefined)?.roles;
    return found === undefined ? [] : [found];
  });
  return [
    ...roles.flatMap((some) => given("roles", some, (names) => rolesChange(scope, names, []))),
    ...given("entries", inputs.entries, (added) => ({
      kind: "entries",
      property: "entries",
      added,
      removed: [],
    })),
  ];
}

/** What a list gives as far as it is known, and that there is more where it is not. */
function given(
  property: string,
  list: unknown,
  change: (known: readonly string[]) => Change,
): readonly Change[] {
  if (list === undefined) return [];
  if (isHidden(list)) return [{ kind: "value", property }];
  const all = Array.isArray(list) ? list : [list];
  const known = all.filter((element) => typeof element === "string");
  return [
    ...(known.length > 0 ? [change(known)] : []),
    ...(known.length < all.length ? [{ kind: "value", property, to: notKnownYet } as const] : []),
  ];
}

function losses(stored: Managed, names: Names): readonly Change[] {
  if (isForgotten(stored)) return [];
  const { roles, entries } = stored.inputs;
  return [
    ...(isTexts(roles) ? [rolesChange(scopeOf(stored.inputs, names), [], roles)] : []),
    ...(isTexts(entries)
      ? [{ kind: "entries", property: "entries", added: [], removed: entries, leavesNone: true } as const]
      : []),
  ];
}

/** Of what is replaced, the differences that are no access. */
function values(stored: Managed, wanted: Properties, names: Names): readonly Change[] {
  const all = changesBetween(stored.definition, stored.inputs, wanted, scopeOf(stored.inputs, names));
  return all.filter((change) => change.kind === "value");
}
