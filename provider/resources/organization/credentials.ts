import type { AtlasContext, AtlasCredentials } from "../../atlas/context";
import { AtlasApiError } from "../../atlas/errors";
import { RefusedError } from "../../core/errors";
import type { OrganizationState } from "./schema";

/**
 * Works on an organization with the credentials that can manage it: those that its creation returned; where Atlas
 * refuses them, those of the secret config. An organization that existed is worked on like anything else.
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
        "If the organization is gone for good, take it out of the state with `pulumi state delete URN`",
      { cause: error },
    );
  }
}

/** Kinds of answers by which Atlas refuses who calls, rather than what is asked. */
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
