import * as pulumi from "@pulumi/pulumi";

/** Warns of `deletedWith`: the engine then asks for no delete of this resource, also where deleting the other one removed nothing. */
export function warnOfDeletedWith(
  resource: pulumi.CustomResource,
  { deletedWith }: pulumi.CustomResourceOptions = {},
): void {
  if (deletedWith === undefined) return;
  void pulumi.log.warn(
    "deletedWith: when the other resource is deleted, nothing is removed for this one. If the other one stays in Atlas (it was adopted or renamed), " +
      "so does what this one made: leave the option out",
    resource,
  );
}

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
