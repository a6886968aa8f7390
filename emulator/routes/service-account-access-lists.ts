import type { OperationResponse } from "../http/api-response";
import { atlasError } from "../http/atlas-error";
import { timestamp } from "../types/clock";
import { isSingleAddress } from "../types/ip-block";
import type { JsonObject } from "../types/json";
import type { AccessEntry, ServiceAccount } from "../types/resources";
import { reportedUsage } from "../types/usage";
import { addEntries, findEntry, removeEntry } from "./access-entries";
import { applyAccountChange } from "./audited-changes";
import { page } from "./page";
import type { Call } from "./route";

/** Documented. */
const maxEntries = 200;

export function listEntries(call: Call, account: ServiceAccount): OperationResponse {
  return page(call, account.accessList, (entry) => entryBody(call, entry));
}

/** Responds 200 with the whole list, as for API keys. */
export function addToList(call: Call, account: ServiceAccount, projectId?: string): OperationResponse {
  const before = [...account.accessList];
  const add = () => {
    addEntries(call, account);
    if (account.accessList.length <= maxEntries) return;
    account.accessList = before;
    throw atlasError("VALIDATION_ERROR", `there cannot be more than ${maxEntries} entries`);
  };
  applyAccountChange(call, account, add, projectId);
  return listEntries(call, account);
}

export function removeFromList(call: Call, account: ServiceAccount, projectId?: string): OperationResponse {
  const entry = findEntry(call, account, account.clientId);
  applyAccountChange(call, account, () => removeEntry(account, entry), projectId);
  return { status: 204 };
}

/** Usage is reported with a delay of some minutes (documented). */
function entryBody({ clock, settings }: Call, entry: AccessEntry): JsonObject {
  const { block, createdMs } = entry;
  const { count, lastUsedMs, lastUsedAddress } = reportedUsage(entry, clock.nowMs(), settings.usageDelayS);
  return {
    cidrBlock: block.cidrBlock,
    createdAt: timestamp(createdMs),
    ...(isSingleAddress(block) && { ipAddress: block.address }),
    ...(lastUsedAddress !== undefined && { lastUsedAddress }),
    ...(lastUsedMs !== undefined && { lastUsedAt: timestamp(lastUsedMs) }),
    requestCount: count,
  };
}
