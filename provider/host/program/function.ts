import * as pulumi from "@pulumi/pulumi";
import { ProviderError } from "../../core/errors";
import type { functions as Functions } from "../../functions/catalogue.generated";
import { asRunError } from "../sdk-internals";
import { mockedCall, usesMocks } from "./mocks";

type Arguments = Readonly<Record<string, unknown>>;
type FunctionName = keyof typeof Functions;

/** Runs a function in a program, with the settings of its stack; in previews too. Under mocks these answer instead. */
export async function invoke<Result>(name: FunctionName, args: Arguments): Promise<Result> {
  if (usesMocks()) return (await mockedCall(name, args)) as Result;
  // Loaded only now: most programs declare resources alone, and these are run by another process.
  const { callLookup: call } = await import("./function-call.js");
  try {
    // The definition's own schema says what it returns; the caller's type is made of it.
    return (await call(name, args)) as Result;
  } catch (error) {
    throw error instanceof ProviderError ? withoutStack(error) : error;
  }
}

/** The same for arguments that may still be outputs: waits for them; one that stays unknown leaves it unknown. */
export function invokeOutput<Result>(name: FunctionName, args: Arguments): pulumi.Output<Result> {
  return pulumi.output(args).apply((given) => invoke<Result>(name, given)) as pulumi.Output<Result>;
}

/**
 * If nobody catches it, its message is shown alone. The frames of its stack go, its causes' too: the SDK has Node colour them
 * although it shows none, which took seconds to a minute (SDK 3.248 on Node 20), and they all lie in this package.
 */
function withoutStack(error: ProviderError): ProviderError {
  for (let link: unknown = error; link instanceof Error; link = link.cause) {
    link.stack = `${link.name}: ${link.message}`;
  }
  return asRunError(error);
}
