import { liveEntries } from "../../atlas/access-list/key-list";
import type { AtlasContext } from "../../atlas/context";
import { listOrgApiKeys } from "../../atlas/endpoints/org-api-keys";
import { listServiceAccounts } from "../../atlas/endpoints/service-accounts";
import { accessListObject } from "../../atlas/objects";
import { accountAccessList } from "../../atlas/service-accounts/access-list";
import { organizationLevel } from "../../atlas/service-accounts/level";
import type { ChangeStage } from "../../atlas/settings/area";
import type { SettingValues } from "../../atlas/settings/values";

/** Why settings cannot be changed: because of access lists, or of secrets of service accounts. */
export async function lockoutBy(
  context: AtlasContext,
  orgId: string,
  changes: SettingValues,
  stage: ChangeStage,
): Promise<string | undefined> {
  return shorterValidity(context, orgId, changes) ?? (await requiredLists(context, orgId, changes, stage));
}

/**
 * A maximum below the validity of secrets that the stack manages: Atlas would refuse their replacements. Knows the secrets that
 * this run has seen, which are all with a refresh.
 */
function shorterValidity(context: AtlasContext, orgId: string, changes: SettingValues): string | undefined {
  const maximum = changes.get("maxServiceAccountSecretValidityInHours");
  if (typeof maximum !== "number") return undefined;
  const longer = context.run.storedStates().flatMap((state) => {
    const { expiresAfterHours: hours, clientId } = state;
    return state.orgId === orgId && typeof hours === "number" && hours > maximum
      ? [`one of service account ${clientId} (${hours} hours)`]
      : [];
  });
  if (longer.length === 0) return undefined;
  return `maxServiceAccountSecretValidityInHours: ${maximum} is below the validity of secrets that this stack manages: ${longer.join(", ")}; Atlas would refuse their replacements. Lower their expiresAfterHours first, or set allowLockout: true`;
}

/**
 * Why access lists cannot be required: credentials of the stack with an empty access list. A list with entries is always
 * enforced, so requiring lists changes nothing for it. A planned change may follow the creation of a list that the program
 * declares.
 */
async function requiredLists(
  context: AtlasContext,
  orgId: string,
  changes: SettingValues,
  stage: ChangeStage,
): Promise<string | undefined> {
  if (changes.get("apiAccessListRequired") !== true) return undefined;
  const users = [
    ...(await keysWithoutEntries(context, orgId, stage)),
    ...(await accountsWithoutEntries(context, orgId, stage)),
  ];
  if (users.length === 0) return undefined;
  return `apiAccessListRequired: true shuts out ${users.join(" and ")}: no address is on an access list of it. Add the addresses that use it (OrgApiKeyAccessList for a key, ServiceAccountAccessList for a service account), or set allowLockout: true`;
}

/** True for a planned change of a key or service account whose access list the program declares. */
function isListExpected({ run }: AtlasContext, id: string, stage: ChangeStage): boolean {
  return stage === "planned" && accessListObject(id).some((list) => run.declared.get(list) !== undefined);
}

async function keysWithoutEntries(
  context: AtlasContext,
  orgId: string,
  stage: ChangeStage,
): Promise<string[]> {
  const keys = await context.atlas.list(listOrgApiKeys, { path: { orgId } });
  const shutOut: string[] = [];
  for (const { id, publicKey } of keys) {
    const user = context.keyConsumer(publicKey);
    if (user === undefined || isListExpected(context, id, stage)) continue;
    const entries = await liveEntries(context, { orgId, apiKeyId: id });
    if (entries.length === 0) shutOut.push(`API key ${publicKey}, which ${user} uses`);
  }
  return shutOut;
}

async function accountsWithoutEntries(
  context: AtlasContext,
  orgId: string,
  stage: ChangeStage,
): Promise<string[]> {
  const accounts = await context.atlas.list(listServiceAccounts, { path: { orgId } });
  const shutOut: string[] = [];
  for (const { id: clientId } of accounts) {
    const user = context.accountConsumer(clientId);
    if (user === undefined || isListExpected(context, clientId, stage)) continue;
    const ref = { level: organizationLevel, containerId: orgId, clientId };
    const entries = await accountAccessList(context, ref).live();
    if (entries.length === 0) shutOut.push(`service account ${clientId}, which ${user} uses`);
  }
  return shutOut;
}
