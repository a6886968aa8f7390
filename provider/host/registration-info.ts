import * as pulumi from "@pulumi/pulumi";
import type { Properties } from "../core/definition";
import type { RegistrationInfo } from "../runtime/operations";
import { registrationInfoName } from "./sdk-internals";

/** The property that tells check which resource of the program asks. Its URN is asked of a promise: an output would add a dependency. */
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

/** What the property says; nothing for a provider that is held without our classes. */
export function registrationInfoIn(news: Properties): RegistrationInfo {
  const declarer = news[registrationInfoName];
  if (declarer === null || typeof declarer !== "object") return {};
  const { urn, isPreview } = declarer as Record<string, unknown>;
  return {
    ...(typeof urn === "string" && urn !== "" ? { urn } : {}),
    ...(typeof isPreview === "boolean" ? { isPreview } : {}),
  };
}
