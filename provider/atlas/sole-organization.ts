import type { AtlasContext } from "./context";
import { listOrganizations } from "./endpoints/organizations";
import { AtlasApiError, type ProblemKind } from "./errors";

/** The organization of the credentials, if they see exactly one. API keys and service accounts belong to one. */
export async function soleOrganizationId(context: AtlasContext): Promise<string | undefined> {
  const organizations = await undefinedOnError(["permission", "container-missing"], () =>
    context.atlas.list(listOrganizations, { path: {}, allowStale: true }),
  );
  return organizations?.length === 1 ? organizations[0]?.id : undefined;
}

/** Undefined instead of an AtlasApiError of one of these kinds; other errors are thrown. */
export async function undefinedOnError<T>(
  kinds: readonly ProblemKind[],
  read: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof AtlasApiError && kinds.includes(error.kind)) return undefined;
    throw error;
  }
}
