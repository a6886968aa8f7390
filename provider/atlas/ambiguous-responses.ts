import type { ProviderError } from "../core/errors";
import { AtlasApiError, AtlasReplyError, AtlasUnreachableError } from "./errors";
import { UnparsedBody } from "./parse-response";

/** True for an error of a create after which the object may exist or not. */
export function isAmbiguous(error: unknown): error is ProviderError {
  if (error instanceof AtlasUnreachableError) return error.isAmbiguous;
  if (error instanceof AtlasReplyError) return true;
  return error instanceof AtlasApiError && error.problem.status >= 500;
}

/**
 * The body of a create's response that did not have the expected shape; undefined for any other error. It may hold a
 * secret that Atlas returns only once: use it for the state only.
 */
export function recoveredBody(error: unknown): unknown {
  const cause = error instanceof AtlasReplyError ? error.cause : undefined;
  return cause instanceof UnparsedBody ? cause.read() : undefined;
}

/** A property of an object, if it is a string. */
export function stringProperty(value: unknown, name: string): string | undefined {
  const found =
    value !== null && typeof value === "object" ? (value as Record<string, unknown>)[name] : undefined;
  return typeof found === "string" ? found : undefined;
}
