import type { ProviderError } from "../core/errors";
import { AtlasApiError, AtlasReplyError, AtlasUnreachableError } from "./errors";
import { UnparsedBody } from "./parse-response";

/** True when a create failed in a way that leaves open whether Atlas made the object. */
export function isAmbiguous(error: unknown): error is ProviderError {
  if (error instanceof AtlasUnreachableError) return error.isAmbiguous;
  if (error instanceof AtlasReplyError) return true;
  return error instanceof AtlasApiError && error.problem.status >= 500;
}

/**
 * The body of a create's answer that was not in the promised shape, when it still names the new object by an id.
 * It may hold a secret that is shown once: for the state only.
 */
export function recoveredBody(error: unknown): unknown {
  const cause = error instanceof AtlasReplyError ? error.cause : undefined;
  return cause instanceof UnparsedBody ? cause.read() : undefined;
}

/** The entry of an object if it is text. */
export function stringProperty(value: unknown, name: string): string | undefined {
  const found =
    value !== null && typeof value === "object" ? (value as Record<string, unknown>)[name] : undefined;
  return typeof found === "string" ? found : undefined;
}
