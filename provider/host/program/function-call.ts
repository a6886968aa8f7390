import type { Properties } from "../../core/definition";
import { callFunction } from "../../core/function";
import { functions } from "../../functions/catalogue.generated";
import { programRuntime } from "./program-runtime";

/** Checks the arguments and looks up, with the credentials that they name. */
export function callLookup(name: keyof typeof functions, args: Properties): Promise<Properties> {
  const definition = functions[name];
  const session = programRuntime();
  const profileField = definition.inputs.find((field) => field.traits.selectsProfile)?.name;
  return callFunction(
    definition,
    (inputs) => session.context(profileField && (inputs[profileField] as string | undefined)),
    args,
  );
}
