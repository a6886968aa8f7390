import { isAllowed } from "../auth/authorize";
import { changeKey } from "../store/record-events";
import { problem } from "../http/atlas-error";
import { readArray, readFields, requireFields } from "../http/body";
import { readKeyChange, readNewKey } from "./api-key-fields";
import { checkOrgRoles, checkProjectRoles } from "./role-checks";
import { isOrgRole } from "../constants/roles";
import { addKey, findKey, keyBody, noKey, sortedKeys } from "./api-key";
import { page } from "./page";
import type { Answer, Call, Route } from "./route";

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

/** Only keys with a role of their own in the project: owners of the organization are not listed (recorded, 523 of 523). */
function listKeys(call: Call): Answer {
  const keys = sortedKeys(call.organization).filter((key) => key.projectRoles.has(call.project.id));
  return page(call, keys, (key) => keyBody(call, key));
}

/** A key made here without a role in the organization becomes a member of it (recorded, 83 of 83). */
function createKey(call: Call): Answer {
  const { desc, roles } = readNewKey(call.body);
  const inOrganization = checkOrgRoles(call, roles.filter(isOrgRole));
  const inProject = checkProjectRoles(
    call,
    roles.filter((role) => !isOrgRole(role)),
  );
  if (inProject.length === 0) throw problem("CANNOT_ADD_ORG_ROLE");
  const mayGiveThem = isAllowed(call.caller.principal, "ORG_OWNER", call.project, call.settings);
  if (inOrganization.length > 0 && !mayGiveThem) throw problem("USER_UNAUTHORIZED");
  const key = addKey(call, call.organization, {
    desc,
    orgRoles: inOrganization.length > 0 ? inOrganization : ["ORG_MEMBER"],
    projectRoles: new Map([[call.project.id, inProject]]),
  });
  return { status: 200, body: keyBody(call, key, key.privateKey) };
}

/** Inserts only: a key that is in the project already is refused (observed). */
function assignKey(call: Call): Answer {
  const key = findKey(call);
  const roles = readArray(call.body).flatMap((item) => {
    const fields = readFields(item, { roles: "strings", userId: "readOnly" });
    return requireFields(fields, "roles").roles;
  });
  if (roles.length === 0) throw problem("MISSING_API_KEY_ROLES");
  const checked = checkProjectRoles(call, roles);
  if (key.projectRoles.has(call.project.id)) throw problem("API_KEY_ALREADY_IN_GROUP");
  changeKey(call, key, () => key.projectRoles.set(call.project.id, checked));
  return { status: 204 };
}

/**
 * Replaces the key's roles in this project. Atlas wants it there already (observed since July 2026); Cloud Manager puts it
 * there by this very request (documented).
 */
function replaceRoles(call: Call): Answer {
  const key = findKey(call);
  const { desc, roles } = readKeyChange(call);
  const assigns = call.product === "cloud-manager" && roles !== undefined;
  if (!assigns && !key.projectRoles.has(call.project.id)) throw noKey(call, key.id);
  const checked = roles === undefined ? undefined : checkProjectRoles(call, roles);
  changeKey(call, key, () => {
    if (checked !== undefined) key.projectRoles.set(call.project.id, checked);
    key.desc = desc ?? key.desc;
  });
  return { status: 200, body: keyBody(call, key) };
}

/** Takes the key out of the project; it lives on in its organization (recorded). */
function unassignKey(call: Call): Answer {
  const key = findKey(call);
  if (!key.projectRoles.has(call.project.id)) throw noKey(call, key.id);
  changeKey(call, key, () => key.projectRoles.delete(call.project.id));
  return { status: 204 };
}
