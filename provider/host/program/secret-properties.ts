import * as pulumi from "@pulumi/pulumi";
import type { ResourceMetadata } from "../../core/metadata";

/** The arguments with secret inputs marked as secrets, whether or not the program marks them. */
export function withSecretInputs(
  definition: ResourceMetadata,
  args: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const secrets = definition.inputs.filter((field) => field.traits.secret && args[field.name] !== undefined);
  return { ...args, ...Object.fromEntries(secrets.map(({ name }) => [name, pulumi.secret(args[name])])) };
}

/** The options with the secret properties as secret outputs. */
export function withSecretOutputs(
  definition: ResourceMetadata,
  opts: pulumi.CustomResourceOptions,
): pulumi.CustomResourceOptions {
  const all = [...definition.inputs, ...definition.outputs];
  const secrets = [...new Set(all.filter((field) => field.traits.secret).map((field) => field.name))];
  const own: pulumi.CustomResourceOptions = {
    ...(secrets.length > 0 ? { additionalSecretOutputs: secrets } : {}),
  };
  return pulumi.mergeOptions(own, opts);
}
