import * as pulumi from "@pulumi/pulumi";
import type { RegistrationInfo } from "../../runtime/operations";
import { registrationInfoName } from "../sdk-internals";

/** The property by which a resource's class sends its URN to check. The URN is a promise, since an output would add a dependency. */
export function registrationInfoProperty(
  type: string,
  name: string,
  parent: pulumi.Resource | undefined,
): Readonly<Record<string, Promise<RegistrationInfo>>> {
  const isPreview = pulumi.runtime.isDryRun();
  const urn = pulumi.createUrn(name, type, parent);
  return {
    [registrationInfoName]: new Promise((resolve) =>
      urn.apply((known) => resolve({ urn: known, isPreview })),
    ),
  };
}
