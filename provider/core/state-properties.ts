import type { Properties, ResourceDefinition } from "./definition";
import type { Field } from "./field";

/** An object and its state. */
export interface StoredObject {
  readonly id: string;
  readonly state: Properties;
}

/** Only the properties of the schemas, in their order. */
export function pickState<C>(definition: ResourceDefinition<C>, values: Properties): Properties {
  return { ...pick(values, definition.inputs), ...pick(values, definition.outputs) };
}

/** The properties of these fields that have a value. */
export function pick(values: Properties, fields: readonly Field[]): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const { name } of fields) {
    const value = values[name];
    if (value !== undefined && value !== null) picked[name] = value;
  }
  return picked;
}
