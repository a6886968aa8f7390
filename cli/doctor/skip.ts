import { AtlasApiError } from "../../provider/atlas/errors";
import { SettingsError } from "../../provider/core/errors";
import { Skipped } from "./report";

/** Handler of a failed look-up that has a check of its own: the checks that depend on it are skipped with this reason. */
export function skipIfFailed(reason: string): (error: unknown) => never {
  return (error) => {
    throw error instanceof Skipped ? error : new Skipped(reason);
  };
}

/** Why checks that call Atlas are skipped after this error. */
export function skipReason(error: unknown): string {
  if (error instanceof Skipped) return error.message;
  if (error instanceof SettingsError) return "there are no usable credentials";
  if (!(error instanceof AtlasApiError)) return "Atlas was not reached";
  switch (error.kind) {
    case "credentials":
      return "Atlas did not accept the credentials";
    case "access-list":
      return "this machine's IP address is not allowed";
    case "rate-limit":
      return "a rate limit is exceeded";
    default:
      return "Atlas returned an error";
  }
}
