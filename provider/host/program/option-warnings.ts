import * as pulumi from "@pulumi/pulumi";

/** Warns of `deletedWith`: the engine then does not delete this resource, even when the other one's delete removed nothing. */
export function warnOfDeletedWith(
  resource: pulumi.CustomResource,
  { deletedWith }: pulumi.CustomResourceOptions = {},
): void {
  if (deletedWith === undefined) return;
  void pulumi.log.warn(
    "deletedWith: when the other resource is deleted, this one is not deleted in Atlas. If the other one stays in Atlas (it was adopted or renamed), " +
      "this one stays too: remove the option",
    resource,
  );
}

/** Warns of `customTimeouts`, which the engine does not send to dynamic providers. */
export function warnOfTimeouts(
  resource: pulumi.CustomResource,
  { customTimeouts }: pulumi.CustomResourceOptions = {},
): void {
  const names = Object.entries(customTimeouts ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [name],
  );
  if (names.length === 0) return;
  void pulumi.log.warn(
    `customTimeouts (${names.join(", ")}) has no effect: Pulumi does not send it to dynamic providers. ` +
      "Set mongodbatlas:retryBudgetSeconds, the time for one call with all its retries, and mongodbatlas:requestTimeoutSeconds, the time for one attempt",
    resource,
  );
}
