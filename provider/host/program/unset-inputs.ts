import * as pulumi from "@pulumi/pulumi";
import type { ResourceMetadata } from "../../core/metadata";

/**
 * Inputs that the program does not set and Atlas does not return. Each output that the SDK creates takes 0.2 ms of CPU time, so
 * these outputs are created at the first access: see defineUnsetInputs.
 */
export function unsetInputs(
  definition: ResourceMetadata,
  args: Readonly<Record<string, unknown>>,
  opts: pulumi.CustomResourceOptions,
): ReadonlySet<string> {
  // A resource that is only read has inputs that the program did not set.
  if (opts.id !== undefined) return new Set();
  const outputs = new Set(definition.outputs.map(({ name }) => name));
  const absent = definition.inputs.filter(({ name }) => args[name] === undefined && !outputs.has(name));
  return new Set(absent.map(({ name }) => name));
}

/** Defines an output without a value for each of the names. */
export function defineUnsetInputs(resource: pulumi.CustomResource, names: ReadonlySet<string>): void {
  for (const name of names) {
    let output: pulumi.Output<undefined> | undefined;
    const get = () => {
      output ??= pulumi.output(undefined);
      return output;
    };
    Object.defineProperty(resource, name, { get, enumerable: true, configurable: true });
  }
}
