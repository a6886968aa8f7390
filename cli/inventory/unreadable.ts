import { AtlasApiError } from "../../provider/atlas/errors";
import { MissingError, RefusedError } from "../../provider/core/errors";

/** What Atlas says to credentials that it knows and that may not see something; a missing thing looks the same. */
const unreadableKinds: ReadonlySet<string> = new Set(["permission", "container-missing", "access-list"]);

/** Whether other credentials could read what these could not. */
export function isUnreadable(error: unknown): error is Error {
  if (error instanceof AtlasApiError) return unreadableKinds.has(error.kind);
  return error instanceof MissingError || error instanceof RefusedError;
}

/** Undefined when these credentials lack the role. */
export async function undefinedIfForbidden<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof AtlasApiError && error.kind === "permission") return undefined;
    throw error;
  }
}
