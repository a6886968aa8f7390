import { RefusedError } from "../../core/errors";
import type { MemoKey } from "../../core/memo";
import type { AtlasContext } from "../context";
import { type ApiKey, listOrgApiKeys } from "../endpoints/org-api-keys";
import { listServiceAccounts } from "../endpoints/service-accounts";
import { rolesIn } from "../roles";

const owner = "ORG_OWNER";

/** A key that is about to lose ORG_OWNER, or to be deleted with it. */
interface OwnerRemoval {
  readonly orgId: string;
  readonly apiKeyId: string;
  /** As messages begin: `Delete API key 5f… ("deployer")`. */
  readonly operation: string;
  /** How the user permits it. */
  readonly permit: string;
}

/** Keys that lose the role in this run, with any credentials: none of them counts as a remaining owner of another one. */
const removedOwnersMemo: MemoKey<Set<string>> = { name: "keys that lose ORG_OWNER" };

/**
 * Uses the cached list of keys first, and reads it again only before a refusal, since a new key may be an owner.
 * @throws RefusedError when no other key or service account has ORG_OWNER
 */
export async function assertOwnerRemains(context: AtlasContext, key: OwnerRemoval): Promise<void> {
  const removedOwners = context.run.memo.get(removedOwnersMemo, () => new Set()).add(key.apiKeyId);
  const path = { orgId: key.orgId };
  for (const allowStale of [true, false]) {
    const keys = await context.atlas.list(listOrgApiKeys, { path, allowStale });
    if (keys.some((other) => !removedOwners.has(other.id) && isOwner(key.orgId, other))) return;
  }
  if (context.api.unsupportedReason(listServiceAccounts) === undefined) {
    const accounts = await context.atlas.list(listServiceAccounts, { path, allowStale: true });
    if (accounts.some(({ roles }) => roles.includes(owner))) return;
  }
  removedOwners.delete(key.apiKeyId);
  throw new RefusedError(
    `${key.operation}: no other API key or service account of organization ${key.orgId} would have ${owner} afterwards (users are ` +
      `not counted). Give another one ${owner} first, or ${key.permit}`,
  );
}

function isOwner(orgId: string, key: ApiKey): boolean {
  return rolesIn(key.roles, "organization", orgId).includes(owner);
}
