import type { Properties } from "../../core/definition";
import type { RegistrationInfo } from "../../runtime/operations";
import { registrationInfoName } from "../sdk-internals";

/** The content of the property by which a class sends its URN; empty for a provider object that is used without the class. */
export function registrationInfoIn(news: Properties): RegistrationInfo {
  const declarer = news[registrationInfoName];
  if (declarer === null || typeof declarer !== "object") return {};
  const { urn, isPreview } = declarer as Record<string, unknown>;
  return {
    ...(typeof urn === "string" && urn !== "" ? { urn } : {}),
    ...(typeof isPreview === "boolean" ? { isPreview } : {}),
  };
}
