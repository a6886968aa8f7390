import { isAllowed } from "../auth/authorize";
import type { OperationResponse } from "../http/api-response";
import { atlasError } from "../http/atlas-error";
import { readFields, requireFields } from "../http/body";
import type { ServiceAccount } from "../types/resources";
import { applyAccountChange } from "./audited-changes";
import { byText, page } from "./page";
import { checkProjectRoles } from "./role-checks";
import type { Call, Route } from "./route";
import {
  accountBody,
  addAccount,
  checkTexts,
  newSecret,
  readNewAccount,
  removeSecret,
} from "./service-account";
import { addToList, listEntries, removeFromList } from "./service-account-access-lists";

const common = { product: "atlas", version: "2024-08-05", limit: "groupServiceAccounts" } as const;
const all = "/groups/{groupId}/serviceAccounts";
const one = `${all}/{clientId}`;
const reads = { ...common, method: "GET" } as const;
const creates = { ...common, method: "POST" } as const;
const removes = { ...common, method: "DELETE" } as const;

export const projectServiceAccountRoutes: readonly Route[] = [
  {
    ...reads,
    path: all,
    operationId: "listGroupServiceAccounts",
    query: ["includeSystemManaged"],
    handler: list,
  },
  { ...creates, path: all, operationId: "createGroupServiceAccount", handler: create },
  {
    ...reads,
    path: one,
    operationId: "getGroupServiceAccount",
    handler: (call) => accountResponse(call, find(call)),
  },
  {
    ...common,
    method: "PATCH",
    path: one,
    operationId: "updateGroupServiceAccount",
    handler: update,
  },
  { ...removes, path: one, operationId: "deleteGroupServiceAccount", handler: remove },
  {
    ...creates,
    path: `${one}:invite`,
    operationId: "inviteGroupServiceAccount",
    handler: invite,
  },
  {
    ...creates,
    path: `${one}/secrets`,
    operationId: "createGroupServiceAccountSecret",
    aliases: ["createGroupSecret"],
    exclusiveBy: "clientId",
    handler: (call) => newSecret(call, findManaged(call), call.project.id),
  },
  {
    ...removes,
    path: `${one}/secrets/{secretId}`,
    operationId: "deleteGroupServiceAccountSecret",
    aliases: ["deleteGroupSecret"],
    handler: (call) => {
      const account = findManaged(call);
      applyAccountChange(call, account, () => removeSecret(call, account), call.project.id);
      return { status: 204 };
    },
  },
  {
    ...reads,
    path: `${one}/accessList`,
    operationId: "listGroupServiceAccountAccessList",
    aliases: ["listAccessList"],
    handler: (call) => listEntries(call, find(call)),
  },
  {
    ...creates,
    path: `${one}/accessList`,
    operationId: "createGroupServiceAccountAccessList",
    aliases: ["createAccessList"],
    handler: (call) => addToList(call, find(call), call.project.id),
  },
  {
    ...removes,
    path: `${one}/accessList/{ipAddress}`,
    operationId: "deleteGroupServiceAccountAccessListEntry",
    aliases: ["deleteGroupAccessEntry"],
    handler: (call) => removeFromList(call, find(call), call.project.id),
  },
];

function list(call: Call): OperationResponse {
  const accounts = [...call.organization.serviceAccounts.values()]
    .filter(({ projectRoles }) => projectRoles.has(call.project.id))
    .sort(byText(({ clientId }) => clientId));
  return page(call, accounts, (account) =>
    accountBody(call, account, projectRolesOf(call, account), "masked"),
  );
}

/** A service account made in a project becomes a member of its organization (documented). */
function create(call: Call): OperationResponse {
  const fields = readNewAccount(call, call.body, call.organization);
  const roles = checkProjectRoles(call, fields.roles);
  const account = addAccount(
    call,
    call.organization,
    fields,
    ["ORG_MEMBER"],
    new Map([[call.project.id, roles]]),
  );
  return { status: 201, body: accountBody(call, account, roles, "unmasked") };
}

/** The roles in the body replace those in this project. */
function update(call: Call): OperationResponse {
  const account = find(call);
  const fields = readFields(call.body, { name: "string", description: "string", roles: "strings" });
  checkTexts(fields);
  if (fields.roles?.length === 0) throw atlasError("VALIDATION_ERROR", "roles must not be empty");
  const roles = fields.roles === undefined ? undefined : checkProjectRoles(call, fields.roles);
  const change = () => {
    if (roles !== undefined) account.projectRoles.set(call.project.id, roles);
    account.name = fields.name ?? account.name;
    account.description = fields.description ?? account.description;
  };
  applyAccountChange(call, account, change, call.project.id);
  return accountResponse(call, account);
}

/** The service account stays in the organization, and its secrets stay valid (documented). */
function remove(call: Call): OperationResponse {
  const account = find(call);
  applyAccountChange(call, account, () => account.projectRoles.delete(call.project.id));
  return { status: 204 };
}

/** Assigns a service account of the organization. A second assignment is rejected with this text (inferred from a client). */
function invite(call: Call): OperationResponse {
  const id = call.param("clientId");
  const account = call.organization.serviceAccounts.get(id);
  if (account === undefined) throw notFound(id);
  const { roles } = requireFields(readFields(call.body, { roles: "strings" }), "roles");
  if (roles.length === 0) throw atlasError("VALIDATION_ERROR", "roles must not be empty");
  const checked = checkProjectRoles(call, roles);
  if (account.projectRoles.has(call.project.id)) {
    throw atlasError("INVALID_ROLE_ASSIGNMENT", "SERVICE_ACCOUNT_ALREADY_IN_GROUP");
  }
  applyAccountChange(call, account, () => account.projectRoles.set(call.project.id, checked));
  return accountResponse(call, account);
}

function find(call: Call): ServiceAccount {
  const id = call.param("clientId");
  const account = call.organization.serviceAccounts.get(id);
  if (account?.projectRoles.has(call.project.id) !== true) throw notFound(id);
  return account;
}

/** Only owners of the organization may manage secrets of an account that has roles outside the project (documented). */
function findManaged(call: Call): ServiceAccount {
  const account = find(call);
  const hasOtherRoles =
    account.projectRoles.size > 1 || account.orgRoles.some((role) => role !== "ORG_MEMBER");
  const isOwner = isAllowed(call.caller.principal, "ORG_OWNER", call.project, call.settings);
  if (hasOtherRoles && !isOwner) throw atlasError("USER_UNAUTHORIZED");
  return account;
}

function notFound(id: string) {
  return atlasError("RESOURCE_NOT_FOUND", `service account ${id}`);
}

function projectRolesOf(call: Call, account: ServiceAccount): readonly string[] {
  return account.projectRoles.get(call.project.id) ?? [];
}

function accountResponse(call: Call, account: ServiceAccount): OperationResponse {
  return { status: 200, body: accountBody(call, account, projectRolesOf(call, account), "masked") };
}
