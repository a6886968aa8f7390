import type { AtlasContext, AtlasCredentials } from "../../atlas/context";
import { AtlasApiError } from "../../atlas/errors";
import { RefusedError } from "../../core/errors";
import type { OrganizationState } from "./schema";

/**
 * Calls `work` with the credentials that can manage the organization: those that its creation returned or, when Atlas rejects
 * them, those of the secret config. For an adopted organization, with the credentials of the context.
 */
export async function withOwnerCredentials<T>(
  context: AtlasContext,
  orgId: string,
  state: Partial<OrganizationState>,
  work: (context: AtlasContext) => Promise<T>,
): Promise<T> {
  const own = ownCredentials(state);
  if (own === undefined) return work(context);
  try {
    return await work(context.withCredentials(own));
  } catch (error) {
    if (!(error instanceof AtlasApiError) || !credentialProblemKinds.has(error.kind)) throw error;
    const configured = context.organizationCredentials(orgId);
    if (configured !== undefined) return work(context.withCredentials(configured));
    throw new RefusedError(
      `${error.message}. These are the credentials that the organization's creation returned; to use others, set them for ${orgId} in the secret config mongodbatlas:organizationCredentials: ` +
        `\`pulumi config set --secret mongodbatlas:organizationCredentials '{"${orgId}": {"publicKey": "…", "privateKey": "…"}}'\`. ` +
        "If the organization was deleted for good, remove it from the state with `pulumi state delete URN`",
      { cause: error },
    );
  }
}

/** Kinds of problems with the caller's credentials, not with the request. */
const credentialProblemKinds: ReadonlySet<string> = new Set([
  "credentials",
  "permission",
  "access-list",
  "container-missing",
]);

function ownCredentials(state: Partial<OrganizationState>): AtlasCredentials | undefined {
  const { publicKey, privateKey, clientId, clientSecret } = state;
  if (publicKey !== undefined && privateKey !== undefined) return { kind: "api-key", publicKey, privateKey };
  if (clientId !== undefined && clientSecret !== undefined)
    return { kind: "service-account", clientId, clientSecret };
  return undefined;
}
