import type { AtlasContext } from "../../provider/atlas/context";
import type { Properties, ResourceDefinition } from "../../provider/core/definition";
import { diffInputs, type FieldChange } from "../../provider/core/diff";
import { hasUnknown } from "../../provider/core/unknown";
import { signatureKey } from "../../provider/host/sdk-internals";
import type { Change, Scope } from "./report";
import { withTiers } from "./role-tiers";

/** In place of a value that an `up` will tell. */
export const knownAfterUp = "(known after `pulumi up`)";

/** What differs between two sets of inputs of one resource, as a reader wants to know it. */
export function changesBetween(
  definition: ResourceDefinition<AtlasContext>,
  from: Properties,
  to: Properties,
  scope: Scope,
): readonly Change[] {
  const hidden = definition.inputs.filter(({ name }) => hasSecret(from[name]) || hasSecret(to[name]));
  const names = new Set(hidden.map(({ name }) => name));
  const seen = diffInputs(definition, omit(from, names), omit(to, names));
  // Encrypted values cannot be compared from here: the engine knows that something changed, and this may be it.
  const unseen = seen.length === 0 ? [...names] : [];
  return [
    ...seen.map((change) => changeOf(change, scope)),
    ...unseen.map((property): Change => ({ kind: "value", property })),
  ];
}

function changeOf({ field, from, to }: FieldChange, scope: Scope): Change {
  if (isStringArray(from) && isStringArray(to)) {
    const [added, removed] = [difference(to, from), difference(from, to)];
    if (field === "roles")
      return { kind: "roles", scope, gained: withTiers(added), lost: withTiers(removed) };
    return { kind: "entries", property: field, added, removed, ...(to.length === 0 && { leavesNone: true }) };
  }
  return { kind: "value", property: field, ...valuePart("from", from), ...valuePart("to", to) };
}

/** All roles of a scope, lost or gained at once. */
export function rolesChange(scope: Scope, gained: readonly string[], lost: readonly string[]): Change {
  return { kind: "roles", scope, gained: withTiers(gained), lost: withTiers(lost) };
}

function valuePart(name: "from" | "to", value: unknown): { readonly from?: string; readonly to?: string } {
  if (value === undefined) return {};
  if (hasUnknown(value)) return { [name]: knownAfterUp };
  return { [name]: typeof value === "string" ? value : JSON.stringify(value) };
}

export function isStringArray(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((element) => typeof element === "string");
}

function difference(some: readonly string[], others: readonly string[]): readonly string[] {
  return some.filter((one) => !others.includes(one));
}

/** True where the engine shows no value, or only a part of it. */
export function hasSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasSecret);
  if (value === null || typeof value !== "object") return false;
  return signatureKey in value || Object.values(value).some(hasSecret);
}

function omit(values: Properties, names: ReadonlySet<string>): Properties {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.has(name)));
}
