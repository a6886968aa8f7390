import type { Properties, ResourceDefinition } from "./definition";
import type { Field } from "./field";
import { canonicalize } from "./inputs";
import { hasUnknown, UNKNOWN } from "./unknown";

/** One input that differs. A secret's values are left out. */
export interface FieldChange {
  readonly field: string;
  /** `none`: stored without a request, since it steers the provider alone or was used at creation only. */
  readonly effect: "replace" | "update" | "none";
  readonly from?: unknown;
  readonly to?: unknown;
}

/** All inputs in which the wanted differs from the state. */
export function diffInputs(
  definition: Pick<ResourceDefinition<never>, "inputs" | "outputs">,
  state: Properties,
  inputs: Properties,
): readonly FieldChange[] {
  const isComputed = ({ name }: Field) => definition.outputs.some((output) => output.name === name);
  return definition.inputs.flatMap((field) => {
    if (field.traits.ignoreChanges) return [];
    // What may be given or left to Atlas is only compared when it is given.
    if ((inputs[field.name] ?? undefined) === undefined && isComputed(field)) return [];
    const from = canonicalize(field, state[field.name]);
    const to = inputs[field.name] === UNKNOWN ? UNKNOWN : canonicalize(field, inputs[field.name]);
    if (!hasUnknown(to) && deepEqual(from, to)) return [];
    return [toFieldChange(field, from, to)];
  });
}

function toFieldChange(field: Field, from: unknown, to: unknown): FieldChange {
  const { replace, providerOnly: flag, createOnly: forCreation } = field.traits;
  const effect = replace ? "replace" : flag || forCreation ? "none" : "update";
  return field.traits.secret ? { field: field.name, effect } : { field: field.name, effect, from, to };
}

/** Deep equality of JSON values; property order is no difference. */
export function deepEqual(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const [one, other] = [left as Properties, right as Properties];
  return (
    Object.keys(one).every((name) => deepEqual(one[name], other[name])) &&
    Object.keys(other).every((name) => Object.hasOwn(one, name) || other[name] === undefined)
  );
}
