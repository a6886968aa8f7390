import * as pulumi from "@pulumi/pulumi";

/** Warns of an option that the engine hands to no dynamic provider, so that nothing here could keep to it. */
export function warnOfTimeouts(
  resource: pulumi.CustomResource,
  { customTimeouts }: pulumi.CustomResourceOptions = {},
): void {
  const names = Object.entries(customTimeouts ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [name],
  );
  if (names.length === 0) return;
  void pulumi.log.warn(
    `customTimeouts (${names.join(", ")}) has no effect: Pulumi does not hand it to dynamic providers. ` +
      "Set mongodbatlas:retryBudgetSeconds, how long one call is tried in all, and mongodbatlas:requestTimeoutSeconds, for one attempt",
    resource,
  );
}
