import type * as pulumi from "@pulumi/pulumi";

/** Options of a resource that is only read: those of any Pulumi resource, and which credentials read it. */
export interface GetOptions extends pulumi.CustomResourceOptions {
  /** Name of the credentials to read with (see docs/guides/several-organizations-and-fleets.md). Default: the credentials without a name. */
  readonly profile?: pulumi.Input<string> | undefined;
}

/** Arguments and options with which a resource's class reads an existing object instead of managing it. */
export function getArguments<Args>(
  id: pulumi.Input<pulumi.ID>,
  { profile, ...options }: GetOptions,
): [args: Args, options: pulumi.CustomResourceOptions] {
  // The class asks for all inputs; those of an object that is only read come from Atlas.
  return [(profile === undefined ? {} : { profile }) as Args, { ...options, id }];
}
