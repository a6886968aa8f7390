import { liveEntries } from "../../atlas/access-list/key-list";
import type { AtlasContext } from "../../atlas/context";
import { listOrgApiKeys } from "../../atlas/endpoints/org-api-keys";
import { listServiceAccountAccessEntries } from "../../atlas/endpoints/service-account-access-lists";
import type { SettingValues } from "../../atlas/settings/values";

/**
 * Why access lists cannot be required: credentials of the stack with an empty access list. A list with entries is always
 * enforced, so requiring lists changes nothing for it.
 */
export async function lockoutBy(
  context: AtlasContext,
  orgId: string,
  changes: SettingValues,
): Promise<string | undefined> {
  if (changes.get("apiAccessListRequired") !== true) return undefined;
  const users = [...(await keysWithoutEntries(context, orgId)), ...(await callingAccount(context, orgId))];
  if (users.length === 0) return undefined;
  return `apiAccessListRequired: true shuts out ${users.join(" and ")}: no address is on an access list of it. Add the addresses that use it (for a key: OrgApiKeyAccessList), or set allowLockout: true`;
}

async function keysWithoutEntries(context: AtlasContext, orgId: string): Promise<string[]> {
  const keys = await context.atlas.list(listOrgApiKeys, { path: { orgId } });
  const shutOut: string[] = [];
  for (const { id, publicKey } of keys) {
    const user = context.keyConsumer(publicKey);
    if (user === undefined) continue;
    const entries = await liveEntries(context, { orgId, apiKeyId: id });
    if (entries.length === 0) shutOut.push(`API key ${publicKey}, which ${user} uses`);
  }
  return shutOut;
}

async function callingAccount(context: AtlasContext, orgId: string): Promise<string[]> {
  const caller = context.caller();
  if (caller === undefined || !("clientId" in caller)) return [];
  const { clientId } = caller;
  const { results } = await context.atlas.call(listServiceAccountAccessEntries, {
    path: { orgId, clientId },
  });
  return results.length === 0 ? [`service account ${clientId}, which this provider uses`] : [];
}
