import type * as pulumi from "@pulumi/pulumi";

/** Options of a resource that is only read: those of any Pulumi resource, and the profile to read with. */
export interface GetOptions extends pulumi.CustomResourceOptions {
  /** Name of the credentials to read with (see docs/guides/several-organizations-and-fleets.md). Default: the credentials without a name. */
  readonly profile?: pulumi.Input<string> | undefined;
}

/** Arguments and options for a resource's class that read an existing object instead of managing it. */
export function getArguments<Args>(
  id: pulumi.Input<pulumi.ID>,
  { profile, ...options }: GetOptions,
): [args: Args, options: pulumi.CustomResourceOptions] {
  // The class requires all inputs; for a resource that is only read, they come from Atlas.
  return [(profile === undefined ? {} : { profile }) as Args, { ...options, id }];
}
