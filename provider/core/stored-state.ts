import type { Properties, ResourceDefinition } from "./definition";
import { parseField } from "./field";
import { hasUnknown } from "./unknown";

/**
 * Names of the fields whose stored value does not match the schema, as after manual edits of the state. Absent and unknown
 * values are valid: states of earlier versions lack fields.
 */
export function invalidStateFields(
  { inputs, outputs }: Pick<ResourceDefinition<never>, "inputs" | "outputs">,
  values: Properties,
): readonly string[] {
  const invalid = [...inputs, ...outputs].filter((field) => {
    const value = values[field.name];
    return value !== undefined && !hasUnknown(value) && !parseField(field, value)?.success;
  });
  return [...new Set(invalid.map(({ name }) => name))];
}
