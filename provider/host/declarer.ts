import * as pulumi from "@pulumi/pulumi";
import type { Properties } from "../core/definition";
import type { Declarer } from "../runtime/operations";
import { declarerPropertyName } from "./sdk-internals";

/** The property that tells check which resource of the program asks. Its URN is asked of a promise: an output would add a dependency. */
export function declarerProperty(
  type: string,
  name: string,
  parent: pulumi.Resource | undefined,
): Readonly<Record<string, Promise<Declarer>>> {
  const isPreview = pulumi.runtime.isDryRun();
  const urn = pulumi.createUrn(name, type, parent);
  return {
    [declarerPropertyName]: new Promise((resolve) =>
      urn.apply((known) => resolve({ urn: known, isPreview })),
    ),
  };
}

/** What the property says; nothing for a provider that is held without our classes. */
export function declarerIn(news: Properties): Declarer {
  const declarer = news[declarerPropertyName];
  if (declarer === null || typeof declarer !== "object") return {};
  const { urn, isPreview } = declarer as Record<string, unknown>;
  return {
    ...(typeof urn === "string" && urn !== "" ? { urn } : {}),
    ...(typeof isPreview === "boolean" ? { isPreview } : {}),
  };
}
