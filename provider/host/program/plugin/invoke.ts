import * as pulumi from "@pulumi/pulumi";
import { tokenOf } from "../../tokens";
import { packageOptions } from "./package-options";

type Arguments = Readonly<Record<string, unknown>>;

/** Calls a look-up function of the plugin, in previews too. */
export function invoke<Result>(
  name: string,
  args: Arguments,
  opts: pulumi.InvokeOptions = {},
): Promise<Result> {
  return pulumi.runtime.invoke(tokenOf(name), { ...args }, { ...packageOptions, ...opts });
}

/** The same for arguments that may be outputs. An unknown argument makes the result unknown. */
export function invokeOutput<Result>(
  name: string,
  args: Arguments,
  opts: pulumi.InvokeOutputOptions = {},
): pulumi.Output<Result> {
  return pulumi.runtime.invokeOutput<Result>(tokenOf(name), { ...args }, { ...packageOptions, ...opts });
}
