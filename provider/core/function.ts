import type { z } from "zod";
import type { Properties } from "./definition";
import { InvalidInputsError } from "./errors";
import { type Field, fieldsOf } from "./field";
import { checkInputs } from "./inputs";

/** A look-up function: its schemas and its implementation. `Context` is passed to the implementation, as for resources. */
export interface FunctionSpec<
  Context,
  In extends z.ZodObject,
  Out extends z.ZodObject,
  Inputs = z.output<In>,
  Result = z.output<Out>,
> {
  /** Name as users write it, such as `getOrgApiKey`. */
  readonly name: string;
  /** One or two sentences, shown in editors and in docs/reference. */
  readonly summary: string;
  readonly inputs: In;
  /** Schema of the result. No field may be secret. */
  readonly outputs: Out;
  /** Checks across inputs; called when every input is valid. */
  validate?(inputs: Inputs): readonly { field: string; reason: string }[];
  /** Makes the look-up; must not write. Throws MissingError when there is no match. */
  run(context: Context, inputs: Inputs): Promise<Result>;
}

/** A function as the hosts use it, with a list of fields in place of each schema. */
export interface FunctionDefinition<Context> {
  readonly name: string;
  readonly summary: string;
  readonly inputs: readonly Field[];
  readonly outputs: readonly Field[];
  validate(inputs: Properties): readonly { field: string; reason: string }[];
  run(context: Context, inputs: Properties): Promise<Properties>;
}

/** Makes a definition from a spec. Throws for a property whose schema is not a field, and for a secret output. */
export function defineFunction<Context, In extends z.ZodObject, Out extends z.ZodObject>(
  spec: FunctionSpec<Context, In, Out>,
): FunctionDefinition<Context> {
  const outputs = fieldsOf(spec.outputs);
  const secret = outputs.find((field) => field.traits.secret);
  if (secret) throw new Error(`${spec.name}: ${secret.name} is secret, and a function returns no secrets`);
  return {
    name: spec.name,
    summary: spec.summary,
    inputs: fieldsOf(spec.inputs),
    outputs,
    validate: spec.validate ?? (() => []),
    run: spec.run,
  };
}

/**
 * Checks the inputs and runs the function.
 * @throws InvalidInputsError with all problems, before any request
 */
export async function callFunction<Context>(
  definition: FunctionDefinition<Context>,
  context: (inputs: Properties) => Context,
  given: Properties,
): Promise<Properties> {
  const { inputs, problems } = checkInputs(definition, given);
  if (problems.length > 0) throw new InvalidInputsError(definition.name, problems);
  const result = await definition.run(context(inputs), inputs);
  const present = definition.outputs.filter((field) => result[field.name] !== undefined);
  return Object.fromEntries(present.map((field) => [field.name, result[field.name]]));
}
