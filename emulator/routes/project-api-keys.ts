import { isAllowed } from "../auth/authorize";
import { isOrgRole } from "../constants/roles";
import type { OperationResponse } from "../http/api-response";
import { atlasError } from "../http/atlas-error";
import { readArray, readFields, requireFields } from "../http/body";
import { addKey, apiKeyNotFound, findKey, keyBody, sortedKeys } from "./api-key";
import { readKeyChange, readNewKey } from "./api-key-fields";
import { applyKeyChange } from "./audited-changes";
import { page } from "./page";
import { checkOrgRoles, checkProjectRoles } from "./role-checks";
import type { Call, Route } from "./route";

const common = { product: "atlas", version: "2023-01-01", limit: "groupApiKeys" } as const;
const all = "/groups/{groupId}/apiKeys";
const one = "/groups/{groupId}/apiKeys/{apiUserId}";
const java = "ApiProjectApiUsersResource";

export const projectApiKeyRoutes: readonly Route[] = [
  {
    ...common,
    method: "GET",
    path: all,
    operationId: "listGroupApiKeys",
    javaMethod: `${java}::getApiUsers`,
    handler: listKeys,
  },
  {
    ...common,
    method: "POST",
    path: all,
    operationId: "createGroupApiKey",
    javaMethod: `${java}::createApiUser`,
    handler: createKey,
  },
  {
    ...common,
    method: "POST",
    path: one,
    operationId: "addGroupApiKey",
    handler: assignKey,
  },
  {
    ...common,
    method: "PATCH",
    path: one,
    operationId: "updateGroupApiKeyRoles",
    aliases: ["updateApiKeyRoles"],
    javaMethod: `${java}::updateApiUserDescAndRoles`,
    handler: replaceRoles,
  },
  {
    ...common,
    method: "DELETE",
    path: one,
    operationId: "removeGroupApiKey",
    javaMethod: `${java}::removeApiUserFromGroup`,
    handler: unassignKey,
  },
];

/** Lists keys with a role in the project; owners of the organization without one are not listed (recorded, 523 of 523). */
function listKeys(call: Call): OperationResponse {
  const keys = sortedKeys(call.organization).filter((key) => key.projectRoles.has(call.project.id));
  return page(call, keys, (key) => keyBody(call, key));
}

/** A key created in a project without a role in the organization gets ORG_MEMBER (recorded, 83 of 83). */
function createKey(call: Call): OperationResponse {
  const { desc, roles } = readNewKey(call.body);
  const inOrganization = checkOrgRoles(call, roles.filter(isOrgRole));
  const inProject = checkProjectRoles(
    call,
    roles.filter((role) => !isOrgRole(role)),
  );
  if (inProject.length === 0) throw atlasError("CANNOT_ADD_ORG_ROLE");
  const canAssignOrgRoles = isAllowed(call.caller.principal, "ORG_OWNER", call.project, call.settings);
  if (inOrganization.length > 0 && !canAssignOrgRoles) throw atlasError("USER_UNAUTHORIZED");
  const key = addKey(call, call.organization, {
    desc,
    orgRoles: inOrganization.length > 0 ? inOrganization : ["ORG_MEMBER"],
    projectRoles: new Map([[call.project.id, inProject]]),
  });
  return { status: 200, body: keyBody(call, key, key.privateKey) };
}

/** Rejects a key that is in the project already (observed). */
function assignKey(call: Call): OperationResponse {
  const key = findKey(call);
  const roles = readArray(call.body).flatMap((item) => {
    const fields = readFields(item, { roles: "strings", userId: "readOnly" });
    return requireFields(fields, "roles").roles;
  });
  if (roles.length === 0) throw atlasError("MISSING_API_KEY_ROLES");
  const checked = checkProjectRoles(call, roles);
  if (key.projectRoles.has(call.project.id)) throw atlasError("API_KEY_ALREADY_IN_GROUP");
  applyKeyChange(call, key, () => key.projectRoles.set(call.project.id, checked));
  return { status: 204 };
}

/**
 * Replaces the key's roles in this project. Atlas requires that the key is in the project (observed since July 2026);
 * Cloud Manager adds it (documented).
 */
function replaceRoles(call: Call): OperationResponse {
  const key = findKey(call);
  const { desc, roles } = readKeyChange(call);
  const mayAdd = call.product === "cloud-manager" && roles !== undefined;
  if (!mayAdd && !key.projectRoles.has(call.project.id)) throw apiKeyNotFound(call, key.id);
  const checked = roles === undefined ? undefined : checkProjectRoles(call, roles);
  applyKeyChange(call, key, () => {
    if (checked !== undefined) key.projectRoles.set(call.project.id, checked);
    key.desc = desc ?? key.desc;
  });
  return { status: 200, body: keyBody(call, key) };
}

/** Removes the key from the project; it stays in its organization (recorded). */
function unassignKey(call: Call): OperationResponse {
  const key = findKey(call);
  if (!key.projectRoles.has(call.project.id)) throw apiKeyNotFound(call, key.id);
  applyKeyChange(call, key, () => key.projectRoles.delete(call.project.id));
  return { status: 204 };
}
