import type { OperationResponse } from "../http/api-response";
import { atlasError } from "../http/atlas-error";
import { readFields } from "../http/body";
import type { ServiceAccount } from "../types/resources";
import { applyAccountChange, auditAccountDeletion } from "./audited-changes";
import { byText, page } from "./page";
import { checkOrgRoles } from "./role-checks";
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

const common = { product: "atlas", version: "2024-08-05", limit: "orgServiceAccounts" } as const;
const all = "/orgs/{orgId}/serviceAccounts";
const one = `${all}/{clientId}`;
const reads = { ...common, method: "GET" } as const;
const creates = { ...common, method: "POST" } as const;
const removes = { ...common, method: "DELETE" } as const;

export const orgServiceAccountRoutes: readonly Route[] = [
  {
    ...reads,
    path: all,
    operationId: "listOrgServiceAccounts",
    query: ["includeSystemManaged"],
    handler: list,
  },
  { ...creates, path: all, operationId: "createOrgServiceAccount", handler: create },
  {
    ...reads,
    path: one,
    operationId: "getOrgServiceAccount",
    handler: (call) => accountResponse(call, find(call)),
  },
  {
    ...common,
    method: "PATCH",
    path: one,
    operationId: "updateOrgServiceAccount",
    handler: update,
  },
  { ...removes, path: one, operationId: "deleteOrgServiceAccount", handler: remove },
  {
    ...creates,
    path: `${one}/secrets`,
    operationId: "createOrgServiceAccountSecret",
    aliases: ["createOrgSecret"],
    exclusiveBy: "clientId",
    handler: (call) => newSecret(call, find(call)),
  },
  {
    ...removes,
    path: `${one}/secrets/{secretId}`,
    operationId: "deleteOrgServiceAccountSecret",
    aliases: ["deleteOrgSecret"],
    handler: (call) => {
      const account = find(call);
      applyAccountChange(call, account, () => removeSecret(call, account));
      return { status: 204 };
    },
  },
  {
    ...reads,
    path: `${one}/accessList`,
    operationId: "listOrgServiceAccountAccessList",
    aliases: ["listOrgAccessList"],
    handler: (call) => listEntries(call, find(call)),
  },
  {
    ...creates,
    path: `${one}/accessList`,
    operationId: "createOrgServiceAccountAccessList",
    aliases: ["createOrgAccessList"],
    handler: (call) => addToList(call, find(call)),
  },
  {
    ...removes,
    path: `${one}/accessList/{ipAddress}`,
    operationId: "deleteOrgServiceAccountAccessListEntry",
    aliases: ["deleteOrgAccessEntry"],
    handler: (call) => removeFromList(call, find(call)),
  },
  {
    ...reads,
    path: `${one}/groups`,
    operationId: "getOrgServiceAccountGroups",
    aliases: ["getServiceAccountGroups"],
    handler: (call) =>
      page(call, [...find(call).projectRoles], ([groupId, roles]) => ({ groupId, roles: [...roles] })),
  },
];

/** Sorted by client id: the service's order is not documented. */
function list(call: Call): OperationResponse {
  const accounts = [...call.organization.serviceAccounts.values()].sort(byText(({ clientId }) => clientId));
  return page(call, accounts, (account) => accountBody(call, account, account.orgRoles, "masked"));
}

function create(call: Call): OperationResponse {
  const fields = readNewAccount(call, call.body, call.organization);
  const roles = checkOrgRoles(call, fields.roles);
  const account = addAccount(call, call.organization, fields, roles, new Map());
  return { status: 201, body: accountBody(call, account, account.orgRoles, "unmasked") };
}

/** The roles in the body replace those in the organization. */
function update(call: Call): OperationResponse {
  const account = find(call);
  const fields = readFields(call.body, { name: "string", description: "string", roles: "strings" });
  checkTexts(fields);
  if (fields.roles?.length === 0) throw atlasError("VALIDATION_ERROR", "roles must not be empty");
  const orgRoles = fields.roles === undefined ? account.orgRoles : checkOrgRoles(call, fields.roles);
  applyAccountChange(call, account, () => {
    account.orgRoles = orgRoles;
    account.name = fields.name ?? account.name;
    account.description = fields.description ?? account.description;
  });
  return accountResponse(call, account);
}

/** Its roles in projects and its tokens are removed too. */
function remove(call: Call): OperationResponse {
  const account = find(call);
  call.snapshot.removeServiceAccount(account);
  auditAccountDeletion(call, account);
  return { status: 204 };
}

function find(call: Call): ServiceAccount {
  const id = call.param("clientId");
  const account = call.organization.serviceAccounts.get(id);
  if (account === undefined) throw atlasError("RESOURCE_NOT_FOUND", `service account ${id}`);
  return account;
}

function accountResponse(call: Call, account: ServiceAccount): OperationResponse {
  return { status: 200, body: accountBody(call, account, account.orgRoles, "masked") };
}
