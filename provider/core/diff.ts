import { deepEqual } from "./deep-equal";
import type { Properties, ResourceDefinition } from "./definition";
import type { Field } from "./field";
import { canonicalize } from "./inputs";
import { hasUnknown, UNKNOWN } from "./unknown";

/** One input that differs. The values of a secret are left out. */
export interface FieldChange {
  readonly field: string;
  /** `none`: the new value is stored without a request, for a provider-only or create-only field. */
  readonly effect: "replace" | "update" | "none";
  readonly from?: unknown;
  readonly to?: unknown;
}

/** All inputs that differ from the state. */
export function diffInputs(
  definition: Pick<ResourceDefinition<never>, "inputs" | "outputs">,
  state: Properties,
  inputs: Properties,
): readonly FieldChange[] {
  const isComputed = ({ name }: Field) => definition.outputs.some((output) => output.name === name);
  return definition.inputs.flatMap((field) => {
    if (field.traits.ignoreChanges) return [];
    // An input that is an output too is compared only when the program gives it.
    if ((inputs[field.name] ?? undefined) === undefined && isComputed(field)) return [];
    const from = canonicalize(field, state[field.name]);
    const to = inputs[field.name] === UNKNOWN ? UNKNOWN : canonicalize(field, inputs[field.name]);
    if (!hasUnknown(to) && deepEqual(from, to)) return [];
    return [toFieldChange(field, from, to)];
  });
}

function toFieldChange(field: Field, from: unknown, to: unknown): FieldChange {
  const { replace, providerOnly, createOnly } = field.traits;
  const effect = replace ? "replace" : providerOnly || createOnly ? "none" : "update";
  return field.traits.secret ? { field: field.name, effect } : { field: field.name, effect, from, to };
}
