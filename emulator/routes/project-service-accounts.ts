import { isAllowed } from "../auth/authorize";
import { changeAccount } from "../store/record-events";
import { problem } from "../http/atlas-error";
import { readFields, requireFields } from "../http/body";
import { checkProjectRoles } from "./role-checks";
import type { ServiceAccount } from "../store/snapshot";
import { byText, page } from "./page";
import type { Answer, Call, Route } from "./route";
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
  { ...reads, path: one, operationId: "getGroupServiceAccount", handler: (call) => answer(call, find(call)) },
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
      changeAccount(call, account, () => removeSecret(call, account), call.project.id);
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

function list(call: Call): Answer {
  const accounts = [...call.organization.serviceAccounts.values()]
    .filter(({ projectRoles }) => projectRoles.has(call.project.id))
    .sort(byText(({ clientId }) => clientId));
  return page(call, accounts, (account) => accountBody(call, account, rolesHere(call, account), "masked"));
}

/** A service account made in a project becomes a member of its organization (documented). */
function create(call: Call): Answer {
  const fields = readNewAccount(call, call.body, call.organization);
  const roles = checkProjectRoles(call, fields.roles);
  const account = addAccount(
    call,
    call.organization,
    fields,
    ["ORG_MEMBER"],
    new Map([[call.project.id, roles]]),
  );
  return { status: 201, body: accountBody(call, account, roles, "shown") };
}

/** Roles that are sent replace those in this project. */
function update(call: Call): Answer {
  const account = find(call);
  const fields = readFields(call.body, { name: "string", description: "string", roles: "strings" });
  checkTexts(fields);
  if (fields.roles?.length === 0) throw problem("VALIDATION_ERROR", "roles must not be empty");
  const roles = fields.roles === undefined ? undefined : checkProjectRoles(call, fields.roles);
  const change = () => {
    if (roles !== undefined) account.projectRoles.set(call.project.id, roles);
    account.name = fields.name ?? account.name;
    account.description = fields.description ?? account.description;
  };
  changeAccount(call, account, change, call.project.id);
  return answer(call, account);
}

/** Leaves the service account in the organization, its secrets good as before (documented). */
function remove(call: Call): Answer {
  const account = find(call);
  changeAccount(call, account, () => account.projectRoles.delete(call.project.id));
  return { status: 204 };
}

/** Assigns a service account of the organization; a second time is refused with this text (inferred from a client). */
function invite(call: Call): Answer {
  const id = call.param("clientId");
  const account = call.organization.serviceAccounts.get(id);
  if (account === undefined) throw notFound(id);
  const { roles } = requireFields(readFields(call.body, { roles: "strings" }), "roles");
  if (roles.length === 0) throw problem("VALIDATION_ERROR", "roles must not be empty");
  const checked = checkProjectRoles(call, roles);
  if (account.projectRoles.has(call.project.id)) {
    throw problem("INVALID_ROLE_ASSIGNMENT", "SERVICE_ACCOUNT_ALREADY_IN_GROUP");
  }
  changeAccount(call, account, () => account.projectRoles.set(call.project.id, checked));
  return answer(call, account);
}

function find(call: Call): ServiceAccount {
  const id = call.param("clientId");
  const account = call.organization.serviceAccounts.get(id);
  if (account?.projectRoles.has(call.project.id) !== true) throw notFound(id);
  return account;
}

/** An account that has roles elsewhere too is for owners of the organization to give secrets to (documented). */
function findManaged(call: Call): ServiceAccount {
  const account = find(call);
  const isElsewhere = account.projectRoles.size > 1 || account.orgRoles.some((role) => role !== "ORG_MEMBER");
  const isOwner = isAllowed(call.caller.principal, "ORG_OWNER", call.project, call.settings);
  if (isElsewhere && !isOwner) throw problem("USER_UNAUTHORIZED");
  return account;
}

function notFound(id: string) {
  return problem("RESOURCE_NOT_FOUND", `service account ${id}`);
}

function rolesHere(call: Call, account: ServiceAccount): readonly string[] {
  return account.projectRoles.get(call.project.id) ?? [];
}

function answer(call: Call, account: ServiceAccount): Answer {
  return { status: 200, body: accountBody(call, account, rolesHere(call, account), "masked") };
}
