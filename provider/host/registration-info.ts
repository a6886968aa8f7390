import * as pulumi from "@pulumi/pulumi";
import type { Properties } from "../core/definition";
import type { RegistrationInfo } from "../runtime/operations";
import { registrationInfoName } from "./sdk-internals";

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

/** The content of the property; empty for a provider object that is used without the class. */
export function registrationInfoIn(news: Properties): RegistrationInfo {
  const declarer = news[registrationInfoName];
  if (declarer === null || typeof declarer !== "object") return {};
  const { urn, isPreview } = declarer as Record<string, unknown>;
  return {
    ...(typeof urn === "string" && urn !== "" ? { urn } : {}),
    ...(typeof isPreview === "boolean" ? { isPreview } : {}),
  };
}
