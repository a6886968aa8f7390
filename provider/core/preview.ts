import type { Properties, ResourceDefinition } from "./definition";
import { diffInputs } from "./diff";
import type { Field } from "./field";
import { UNKNOWN } from "./unknown";

/** The state that a create will return, as far as it is known before: the inputs. Outputs are unknown. */
export function createdState(
  { outputs }: Pick<ResourceDefinition<never>, "outputs">,
  inputs: Properties,
): Properties {
  const unknown = outputs.filter(({ name }) => inputs[name] === undefined);
  return { ...withoutAbsent(inputs), ...Object.fromEntries(unknown.map(({ name }) => [name, UNKNOWN])) };
}

/**
 * The state that an update will return, as far as it is known before: the inputs, and each output that the update does not
 * change. An output that an interrupted create did not store is unknown, and so is each one that the
 * update may set for another reason than an input.
 */
export function updatedState(
  definition: Pick<ResourceDefinition<never>, "inputs" | "outputs">,
  state: Properties,
  inputs: Properties,
  /** True when the update has reasons that no input shows. */
  isDue = false,
): Properties {
  const changed = new Set(diffInputs(definition, state, inputs).map(({ field }) => field));
  const isLocalChange = definition.inputs.some(({ name, traits }) => traits.localOnly && changed.has(name));
  const known: Record<string, unknown> = {};
  for (const field of definition.outputs) {
    const { stateOnly, createOnlyOutput } = field.traits;
    const isUncertain = (isDue && !createOnlyOutput) || (isLocalChange && stateOnly === true);
    const value = isUncertain ? UNKNOWN : outputValue(field, state, changed);
    if (value !== undefined) known[field.name] = value;
  }
  return { ...known, ...withoutAbsent(inputs) };
}

function outputValue({ name, required, traits }: Field, state: Properties, changed: ReadonlySet<string>) {
  if (traits.changesWith?.some((input) => changed.has(input))) return UNKNOWN;
  const value = state[name] ?? undefined;
  return value === undefined && required && traits.createOnlyOutput !== true ? UNKNOWN : value;
}

function withoutAbsent(values: Properties): Properties {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== null),
  );
}
