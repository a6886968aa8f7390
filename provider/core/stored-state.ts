import type { Properties, ResourceDefinition } from "./definition";
import { parseField } from "./field";
import { hasUnknown } from "./unknown";

/**
 * Names of the fields whose value this package does not write, as after a state was edited by hand. What is absent or not known
 * yet is no damage: states of earlier versions lack fields.
 */
export function invalidStateFields(
  { inputs, outputs }: Pick<ResourceDefinition<never>, "inputs" | "outputs">,
  values: Properties,
): readonly string[] {
  const damaged = [...inputs, ...outputs].filter((field) => {
    const value = values[field.name];
    return value !== undefined && !hasUnknown(value) && !parseField(field, value)?.success;
  });
  return [...new Set(damaged.map(({ name }) => name))];
}
