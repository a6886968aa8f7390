import { InvalidAuthResponseError, TokenError, UnreachableError } from "../http/errors";
import { AtlasApiError, AtlasReplyError, AtlasUnreachableError } from "./errors";

/** The error of this package for an error of the HTTP client; any other error is returned unchanged. */
export function fromHttpError(error: unknown): unknown {
  if (error instanceof UnreachableError) {
    const { message, attempts, isAmbiguous, cause } = error;
    return new AtlasUnreachableError(message, attempts, isAmbiguous, { cause });
  }
  if (error instanceof InvalidAuthResponseError) return new AtlasReplyError(error.message);
  if (error instanceof TokenError) {
    return new AtlasApiError(error.message, { ...error.problem, detail: undefined, parameters: [] });
  }
  return error;
}
