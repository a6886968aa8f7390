import { RefusedError } from "../core/errors";
import type { MemoKey } from "../core/memo";
import type { AtlasContext } from "./context";
import { listOrgApiKeys } from "./endpoints/org-api-keys";
import { listServiceAccounts } from "./endpoints/service-accounts";
import { rolesIn } from "./roles";

const owner = "ORG_OWNER";

/** A key or service account that is about to lose ORG_OWNER, or to be deleted with it. */
interface OwnerRemoval {
  readonly orgId: string;
  /** Its `apiKeyId` or `clientId`. */
  readonly id: string;
  /** As messages begin: `Delete API key 5f… ("deployer")`. */
  readonly operation: string;
  /** How the user permits it. */
  readonly permit: string;
}

/** Ids of those that lose the role in this run, with any credentials: none of them counts as a remaining owner. */
const removedOwnersMemo: MemoKey<Set<string>> = { name: "keys and service accounts that lose ORG_OWNER" };

/**
 * Uses the cached lists first, and reads them again only before a refusal, since a new key or account may be an owner.
 * @throws RefusedError when no other key or service account has ORG_OWNER
 */
export async function assertOwnerRemains(context: AtlasContext, removal: OwnerRemoval): Promise<void> {
  const { orgId, id } = removal;
  const removed = context.run.memo.get(removedOwnersMemo, () => new Set()).add(id);
  for (const allowStale of [true, false]) {
    for (const ownersOf of [keyOwners, accountOwners]) {
      const owners = await ownersOf(context, orgId, allowStale);
      if (owners.some((other) => !removed.has(other))) return;
    }
  }
  removed.delete(id);
  throw new RefusedError(
    `${removal.operation}: no other API key or service account of organization ${orgId} would have ${owner} afterwards (users are ` +
      `not counted). Give another one ${owner} first, or ${removal.permit}`,
  );
}

async function keyOwners(context: AtlasContext, orgId: string, allowStale: boolean): Promise<string[]> {
  const keys = await context.atlas.list(listOrgApiKeys, { path: { orgId }, allowStale });
  return keys
    .filter(({ roles }) => rolesIn(roles, "organization", orgId).includes(owner))
    .map(({ id }) => id);
}

async function accountOwners(context: AtlasContext, orgId: string, allowStale: boolean): Promise<string[]> {
  if (context.api.unsupportedReason(listServiceAccounts) !== undefined) return [];
  const accounts = await context.atlas.list(listServiceAccounts, { path: { orgId }, allowStale });
  return accounts.filter(({ roles }) => roles.includes(owner)).map(({ id }) => id);
}
