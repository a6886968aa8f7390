import { AtlasApiError } from "../../provider/atlas/errors";
import { MissingError, RefusedError } from "../../provider/core/errors";

/** Kinds of errors for an object that the credentials cannot see. A missing object gives the same error. */
const unreadableKinds: ReadonlySet<string> = new Set(["permission", "container-missing", "access-list"]);

/** Whether the error means that other credentials might be able to read the object. */
export function isUnreadable(error: unknown): error is Error {
  if (error instanceof AtlasApiError) return unreadableKinds.has(error.kind);
  return error instanceof MissingError || error instanceof RefusedError;
}

/** Undefined if the credentials lack the role. @throws any other error */
export async function undefinedIfForbidden<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof AtlasApiError && error.kind === "permission") return undefined;
    throw error;
  }
}
