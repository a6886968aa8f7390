import type { AtlasContext } from "../../atlas/context";
import { type ApiKey, listOrgApiKeys } from "../../atlas/endpoints/org-api-keys";
import { listServiceAccounts } from "../../atlas/endpoints/service-accounts";
import { rolesIn } from "../../atlas/roles";
import { RefusedError } from "../../core/errors";
import type { MemoKey } from "../../core/memo";

const owner = "ORG_OWNER";

/** A key that is about to lose ORG_OWNER, or to go with it. */
interface Leaving {
  readonly orgId: string;
  readonly apiKeyId: string;
  /** As messages begin: `Delete API key 5f… ("deployer")`. */
  readonly operation: string;
  /** How the user permits it. */
  readonly permit: string;
}

/** Keys that a run takes the role from: of two that go at once, with whatever credentials, neither may count on the other. */
const leavingIn: MemoKey<Set<string>> = { name: "keys that lose ORG_OWNER" };

/**
 * Refuses to take ORG_OWNER from the last key or service account that has it. The listing of this run tells in the
 * usual case; it is asked for again before a refusal only, since a key that was made meanwhile may be an owner.
 */
export async function keepAnOwner(context: AtlasContext, key: Leaving): Promise<void> {
  const leaving = context.run.memo.get(leavingIn, () => new Set()).add(key.apiKeyId);
  const path = { orgId: key.orgId };
  for (const allowStale of [true, false]) {
    const keys = await context.atlas.list(listOrgApiKeys, { path, allowStale });
    if (keys.some((other) => !leaving.has(other.id) && isOwner(key.orgId, other))) return;
  }
  if (context.api.unsupportedReason(listServiceAccounts) === undefined) {
    const accounts = await context.atlas.list(listServiceAccounts, { path, allowStale: true });
    if (accounts.some(({ roles }) => roles.includes(owner))) return;
  }
  leaving.delete(key.apiKeyId);
  throw new RefusedError(
    `${key.operation}: no other API key or service account of organization ${key.orgId} would have ${owner} then (users are ` +
      `not counted). Give another one ${owner} first, or ${key.permit}`,
  );
}

function isOwner(orgId: string, key: ApiKey): boolean {
  return rolesIn(key.roles, "organization", orgId).includes(owner);
}
