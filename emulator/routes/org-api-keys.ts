import type { OperationResponse } from "../http/api-response";
import { addKey, findKey, keyBody, sortedKeys } from "./api-key";
import { readKeyChange, readNewKey } from "./api-key-fields";
import { applyKeyChange, auditKeyDeletion } from "./audited-changes";
import { page } from "./page";
import { checkOrgRoles } from "./role-checks";
import type { Call, Route } from "./route";

const common = { product: "atlas", version: "2023-01-01", limit: "orgApiKeys" } as const;
const all = "/orgs/{orgId}/apiKeys";
const one = "/orgs/{orgId}/apiKeys/{apiUserId}";
const java = "ApiOrganizationApiUsersResource";

export const orgApiKeyRoutes: readonly Route[] = [
  {
    ...common,
    method: "GET",
    path: all,
    operationId: "listOrgApiKeys",
    javaMethod: `${java}::getApiUsers`,
    handler: listKeys,
  },
  {
    ...common,
    method: "POST",
    path: all,
    operationId: "createOrgApiKey",
    javaMethod: `${java}::createApiUser`,
    handler: createKey,
  },
  {
    ...common,
    method: "GET",
    path: one,
    operationId: "getOrgApiKey",
    javaMethod: `${java}::getApiUser`,
    handler: (call) => ({ status: 200, body: keyBody(call, findKey(call)) }),
  },
  {
    ...common,
    method: "PATCH",
    path: one,
    operationId: "updateOrgApiKey",
    javaMethod: `${java}::updateApiUserDescAndRoles`,
    handler: updateKey,
  },
  {
    ...common,
    method: "DELETE",
    path: one,
    operationId: "deleteOrgApiKey",
    javaMethod: `${java}::deleteApiUser`,
    handler: deleteKey,
  },
];

function listKeys(call: Call): OperationResponse {
  return page(call, sortedKeys(call.organization), (key) => keyBody(call, key));
}

function createKey(call: Call): OperationResponse {
  const { desc, roles } = readNewKey(call.body);
  const orgRoles = checkOrgRoles(call, roles);
  const key = addKey(call, call.organization, { desc, orgRoles, projectRoles: new Map() });
  return { status: 200, body: keyBody(call, key, key.privateKey) };
}

/** The roles in the body replace those in the organization; roles in projects stay. */
function updateKey(call: Call): OperationResponse {
  const key = findKey(call);
  const { desc, roles } = readKeyChange(call);
  const orgRoles = roles === undefined ? key.orgRoles : checkOrgRoles(call, roles);
  applyKeyChange(call, key, () => {
    key.orgRoles = orgRoles;
    key.desc = desc ?? key.desc;
  });
  return { status: 200, body: keyBody(call, key) };
}

/** Its roles in projects are removed too (documented). */
function deleteKey(call: Call): OperationResponse {
  const key = findKey(call);
  call.snapshot.removeApiKey(key);
  auditKeyDeletion(call, key);
  return { status: 204 };
}
