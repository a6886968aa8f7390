import type { z } from "zod";
import type { Properties } from "./definition";
import { InvalidInputsError } from "./errors";
import { type Field, fieldsOf } from "./field";
import { checkInputs } from "./inputs";

/** A function that looks something up: its shape and what it does. `Context` is as for resources. */
export interface FunctionSpec<
  Context,
  In extends z.ZodObject,
  Out extends z.ZodObject,
  Inputs = z.output<In>,
  Result = z.output<Out>,
> {
  /** Name as users write it, such as `getOrgApiKey`. */
  readonly name: string;
  /** One or two sentences for hover and docs/reference. */
  readonly summary: string;
  readonly inputs: In;
  /** What it returns. None of it may be secret. */
  readonly outputs: Out;
  /** Problems that concern several inputs; runs when every one is valid. */
  validate?(inputs: Inputs): readonly { field: string; reason: string }[];
  /** Looks it up; must not write. Throws MissingError for what is not there. */
  run(context: Context, inputs: Inputs): Promise<Result>;
}

/** A function as hosts use it, its shape taken apart. */
export interface FunctionDefinition<Context> {
  readonly name: string;
  readonly summary: string;
  readonly inputs: readonly Field[];
  readonly outputs: readonly Field[];
  validate(inputs: Properties): readonly { field: string; reason: string }[];
  run(context: Context, inputs: Properties): Promise<Properties>;
}

/** Makes a definition from a spec, checking that every property is a field and no output a secret. */
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
 * @throws InvalidInputsError before any request, with all that is wrong
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
