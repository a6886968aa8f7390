import * as pulumi from "@pulumi/pulumi";
import { ProviderError } from "../../core/errors";
import type { functions as Functions } from "../../functions/catalogue.generated";
import { asRunError } from "../sdk-internals";
import { mockedCall, usesMocks } from "./mocks";

type Arguments = Readonly<Record<string, unknown>>;
type FunctionName = keyof typeof Functions;

/** Calls a look-up function in a program, in previews too, with the settings of its stack. In tests with mocks, calls the mock. */
export async function invoke<Result>(name: FunctionName, args: Arguments): Promise<Result> {
  if (usesMocks()) return (await mockedCall(name, args)) as Result;
  // Loaded at the first call: most programs only declare resources, which another process runs.
  const { callLookup: call } = await import("./function-call.js");
  try {
    // The type Result is generated from the definition's schema.
    return (await call(name, args)) as Result;
  } catch (error) {
    throw error instanceof ProviderError ? withoutStack(error) : error;
  }
}

/** The same for arguments that may be outputs. An unknown argument makes the result unknown. */
export function invokeOutput<Result>(name: FunctionName, args: Arguments): pulumi.Output<Result> {
  return pulumi.output(args).apply((given) => invoke<Result>(name, given)) as pulumi.Output<Result>;
}

/**
 * Makes the SDK show only the message of an uncaught error. Removes the stack traces of the error and its causes: the SDK formats
 * them although it does not show them, which took seconds to a minute (SDK 3.248 on Node 20).
 */
function withoutStack(error: ProviderError): ProviderError {
  for (let link: unknown = error; link instanceof Error; link = link.cause) {
    link.stack = `${link.name}: ${link.message}`;
  }
  return asRunError(error);
}
