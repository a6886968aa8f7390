import type { OperationResponse } from "../http/api-response";
import { atlasError } from "../http/atlas-error";
import { timestamp } from "../types/clock";
import { blockContains, formatBlock, isSingleAddress } from "../types/ip-block";
import type { JsonObject } from "../types/json";
import type { AccessEntry, ApiKey } from "../types/resources";
import { addEntries, findEntry, removeEntry } from "./access-entries";
import { findKey } from "./api-key";
import { applyKeyChange } from "./audited-changes";
import { page } from "./page";
import type { Call, Route } from "./route";

const common = { product: "atlas", version: "2023-01-01", limit: "orgApiKeys" } as const;
const all = "/orgs/{orgId}/apiKeys/{apiUserId}/accessList";
const one = "/orgs/{orgId}/apiKeys/{apiUserId}/accessList/{ipAddress}";
const java = "ApiOrganizationApiUsersAccessListResource";

export const apiKeyAccessListRoutes: readonly Route[] = [
  {
    ...common,
    method: "GET",
    path: all,
    operationId: "listOrgApiKeyAccessListEntries",
    aliases: ["listOrgAccessEntries"],
    javaMethod: `${java}::getApiUserAccessList`,
    handler: (call) => wholeList(call, findKey(call)),
  },
  {
    ...common,
    method: "POST",
    path: all,
    operationId: "createOrgApiKeyAccessListEntry",
    aliases: ["createOrgAccessEntry"],
    javaMethod: `${java}::addApiUserAccessList`,
    handler: add,
  },
  {
    ...common,
    method: "GET",
    path: one,
    operationId: "getOrgApiKeyAccessListEntry",
    aliases: ["getOrgAccessEntry"],
    handler: getOne,
  },
  {
    ...common,
    method: "DELETE",
    path: one,
    operationId: "deleteOrgApiKeyAccessListEntry",
    aliases: ["deleteAccessEntry"],
    javaMethod: `${java}::deleteUserAccessListEntry`,
    handler: remove,
  },
];

function wholeList(call: Call, key: ApiKey): OperationResponse {
  return page(call, key.accessList, (entry) => entryBody(call, key, entry));
}

/** Responds 200 with the whole list (recorded). */
function add(call: Call): OperationResponse {
  const key = findKey(call);
  applyKeyChange(call, key, () => addEntries(call, key));
  return wholeList(call, key);
}

function getOne(call: Call): OperationResponse {
  const key = findKey(call);
  return { status: 200, body: entryBody(call, key, findEntry(call, key, key.id)) };
}

/** A key cannot remove the entry of its own current address (documented). */
function remove(call: Call): OperationResponse {
  const key = findKey(call);
  const entry = findEntry(call, key, key.id);
  const { address } = call.request;
  if (call.caller.principal === key && blockContains(entry.block, address)) {
    throw atlasError("CANNOT_REMOVE_CALLER_FROM_ACCESS_LIST", address);
  }
  applyKeyChange(call, key, () => removeEntry(key, entry));
  return { status: 204 };
}

function entryBody(call: Call, key: ApiKey, entry: AccessEntry): JsonObject {
  const { block, count, createdMs, lastUsedMs, lastUsedAddress } = entry;
  const list = `${call.base}/orgs/${key.orgId}/apiKeys/${key.id}/accessList`;
  return {
    cidrBlock: block.cidrBlock,
    count,
    created: timestamp(createdMs),
    ...(isSingleAddress(block) && { ipAddress: block.address }),
    ...(lastUsedMs !== undefined && { lastUsed: timestamp(lastUsedMs) }),
    ...(lastUsedAddress !== undefined && { lastUsedAddress }),
    links: [{ href: `${list}/${encodeURIComponent(formatBlock(block))}`, rel: "self" }],
  };
}
