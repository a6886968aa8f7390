import type { Properties } from "../../core/definition";
import { callFunction } from "../../core/function";
import { functions } from "../../functions/catalogue.generated";
import { programRuntime } from "./program-runtime";

/** Validates the arguments and makes the look-up, with the credentials of the profile in the arguments. */
export function callLookup(name: keyof typeof functions, args: Properties): Promise<Properties> {
  const definition = functions[name];
  const runtime = programRuntime();
  const profileField = definition.inputs.find((field) => field.traits.selectsProfile)?.name;
  return callFunction(
    definition,
    (inputs) => runtime.context(profileField && (inputs[profileField] as string | undefined)),
    args,
  );
}
