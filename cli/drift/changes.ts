import type { AtlasContext } from "../../provider/atlas/context";
import type { Properties, ResourceDefinition } from "../../provider/core/definition";
import { diffInputs, type FieldChange } from "../../provider/core/diff";
import { hasUnknown } from "../../provider/core/unknown";
import { signatureKey } from "../../provider/host/sdk-internals";
import type { Change, Scope } from "./report";
import { withTiers } from "./role-tiers";

/** Shown instead of a value that is known only after an `up`. */
export const knownAfterUp = "(known after `pulumi up`)";

/** The differences between two sets of inputs of one resource. */
export function changesBetween(
  definition: ResourceDefinition<AtlasContext>,
  from: Properties,
  to: Properties,
  scope: Scope,
): readonly Change[] {
  const hidden = definition.inputs.filter(({ name }) => hasSecret(from[name]) || hasSecret(to[name]));
  const names = new Set(hidden.map(({ name }) => name));
  const visible = diffInputs(definition, omit(from, names), omit(to, names));
  // Encrypted values cannot be compared here. The engine reported a change, and no other property explains it.
  const secret = visible.length === 0 ? [...names] : [];
  return [
    ...visible.map((change) => changeOf(change, scope)),
    ...secret.map((property): Change => ({ kind: "value", property })),
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

/** Gained and lost roles of a scope as a change. */
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

function difference(texts: readonly string[], others: readonly string[]): readonly string[] {
  return texts.filter((text) => !others.includes(text));
}

/** Whether a value is secret or contains a secret, which the engine does not show. */
export function hasSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasSecret);
  if (value === null || typeof value !== "object") return false;
  return signatureKey in value || Object.values(value).some(hasSecret);
}

function omit(values: Properties, names: ReadonlySet<string>): Properties {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.has(name)));
}
