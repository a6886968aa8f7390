import * as pulumi from "@pulumi/pulumi";
import type { AtlasContext } from "../../atlas/context";
import { AtlasAccessError } from "../../core/errors";
import { callFunction, type FunctionDefinition } from "../../core/function";
import { programSession } from "./program-session";

type Arguments = Readonly<Record<string, unknown>>;

/** Runs a function in a program, with the settings of its stack; in previews too. */
export async function invoke<Result>(
  definition: FunctionDefinition<AtlasContext>,
  args: Arguments,
): Promise<Result> {
  const session = programSession();
  const profileField = definition.inputs.find((field) => field.traits.selectsProfile)?.name;
  try {
    const result = await callFunction(
      definition,
      (inputs) => session.context(profileField && (inputs[profileField] as string | undefined)),
      args,
    );
    // The definition's own schema says what it returns; the caller's type is made of it.
    return result as Result;
  } catch (error) {
    throw error instanceof AtlasAccessError ? asRunError(error) : error;
  }
}

/** The same for arguments that may still be outputs: waits for them; one that stays unknown leaves it unknown. */
export function invokeOutput<Result>(
  definition: FunctionDefinition<AtlasContext>,
  args: Arguments,
): pulumi.Output<Result> {
  return pulumi.output(args).apply((given) => invoke<Result>(definition, given)) as pulumi.Output<Result>;
}

/**
 * Marked as the SDK marks its RunError: if nobody catches it, its message is shown alone. The frames of its stack go,
 * its causes' too: the SDK has Node colour them although it shows none, which took seconds to a minute (SDK 3.248 on
 * Node 20), and they all lie in this package.
 */
function asRunError(error: AtlasAccessError): AtlasAccessError {
  for (let link: unknown = error; link instanceof Error; link = link.cause) {
    link.stack = `${link.name}: ${link.message}`;
  }
  return Object.defineProperty(error, "__pulumiRunError", { value: true });
}
