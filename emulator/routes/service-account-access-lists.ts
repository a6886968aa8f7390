import { isSingle } from "../types/ip-block";
import { timestamp } from "../types/clock";
import { changeAccount } from "../store/record-events";
import type { JsonObject } from "../types/json";
import { problem } from "../http/atlas-error";
import { reportedUsage } from "../types/usage";
import type { AccessEntry, ServiceAccount } from "../store/snapshot";
import { addEntries, findEntry, removeEntry } from "./access-entries";
import { page } from "./page";
import type { Answer, Call } from "./route";

/** Documented. */
const maxEntries = 200;

export function listEntries(call: Call, account: ServiceAccount): Answer {
  return page(call, account.accessList, (entry) => entryBody(call, entry));
}

/** Answers 200 with the whole list, as the lists of API keys do. */
export function addToList(call: Call, account: ServiceAccount, projectId?: string): Answer {
  const before = [...account.accessList];
  const add = () => {
    addEntries(call, account);
    if (account.accessList.length <= maxEntries) return;
    account.accessList = before;
    throw problem("VALIDATION_ERROR", `there cannot be more than ${maxEntries} entries`);
  };
  changeAccount(call, account, add, projectId);
  return listEntries(call, account);
}

export function removeFromList(call: Call, account: ServiceAccount, projectId?: string): Answer {
  const entry = findEntry(call, account, account.clientId);
  changeAccount(call, account, () => removeEntry(account, entry), projectId);
  return { status: 204 };
}

/** Its use is told some minutes late (documented). */
function entryBody({ clock, settings }: Call, entry: AccessEntry): JsonObject {
  const { block, createdMs } = entry;
  const { count, lastUsedMs, lastUsedAddress } = reportedUsage(entry, clock.nowMs(), settings.usageDelayS);
  return {
    cidrBlock: block.cidrBlock,
    createdAt: timestamp(createdMs),
    ...(isSingle(block) && { ipAddress: block.address }),
    ...(lastUsedAddress !== undefined && { lastUsedAddress }),
    ...(lastUsedMs !== undefined && { lastUsedAt: timestamp(lastUsedMs) }),
    requestCount: count,
  };
}
