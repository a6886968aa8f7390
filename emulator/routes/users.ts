import type { OperationResponse } from "../http/api-response";
import { atlasError } from "../http/atlas-error";
import type { User } from "../types/resources";
import { byText, echoParameter, page } from "./page";
import type { Call, Route } from "./route";
import { filterUsers, orgUserBody, projectUserBody } from "./user";

const common = { product: "atlas", version: "2023-01-01", method: "GET" } as const;
/** In this version one list has both members and invited users. */
const users = { ...common, version: "2025-02-19" } as const;
const filters = ["username", "orgMembershipStatus", "orgMembershipStatuses"];

/** Users as official clients list them: those of the seed. There are no teams, and the old lists of invitations are empty. */
export const userRoutes: readonly Route[] = [
  {
    ...users,
    path: "/orgs/{orgId}/users",
    operationId: "listOrgUsers",
    aliases: ["listOrganizationUsers"],
    limit: "orgUsers",
    query: filters,
    javaMethod: "ApiOrganizationUsersResource::getOrganizationUsers",
    handler: listUsers,
  },
  {
    ...users,
    path: "/groups/{groupId}/users",
    operationId: "listGroupUsers",
    aliases: ["listProjectUsers"],
    limit: "groupUsers",
    query: [...filters, "flattenTeams", "includeOrgUsers"],
    handler: listProjectUsers,
  },
  {
    ...users,
    path: "/orgs/{orgId}/users/{userId}",
    operationId: "getOrgUser",
    aliases: ["getOrganizationUser"],
    limit: "orgUsers",
    query: ["orgMembershipStatuses"],
    handler: (call) => ({
      status: 200,
      body: orgUserBody(call.organization, findUser(call, filterUsers(call))),
    }),
  },
  {
    ...users,
    path: "/groups/{groupId}/users/{userId}",
    operationId: "getGroupUser",
    aliases: ["getProjectUser"],
    limit: "groupUsers",
    query: ["orgMembershipStatuses"],
    handler: (call) => ({ status: 200, body: projectUserBody(call, findUser(call, projectUsers(call))) }),
  },
  {
    ...common,
    path: "/orgs/{orgId}/teams",
    operationId: "listOrgTeams",
    aliases: ["listOrganizationTeams"],
    limit: "orgTeams",
    handler: (call) => page(call, [], () => ({})),
  },
  {
    ...common,
    path: "/orgs/{orgId}/invites",
    operationId: "listOrgInvites",
    aliases: ["listOrganizationInvitations"],
    limit: "organizations",
    query: ["username"],
    javaMethod: "ApiOrganizationInvitationResource::getInvitations",
    handler: () => noInvitations("Wed, 19 Feb 2025 00:00:00 GMT"),
  },
  {
    ...common,
    path: "/groups/{groupId}/invites",
    operationId: "listGroupInvites",
    aliases: ["listProjectInvitations"],
    limit: "groups",
    query: ["username"],
    handler: () => noInvitations("Wed, 4 Oct 2023 00:00:00 GMT"),
  },
];

function listUsers(call: Call): OperationResponse {
  const found = filterUsers(call).sort(byText(({ username }) => username));
  return page(call, found, (user) => orgUserBody(call.organization, user));
}

/** Links have both query parameters (recorded). With `includeOrgUsers` the list includes the organization's owners. */
function listProjectUsers(call: Call): OperationResponse {
  const found = projectUsers(call).sort(byText(({ username }) => username));
  const ownQuery = [
    echoParameter(call, "flattenTeams", "false"),
    echoParameter(call, "includeOrgUsers", "false"),
  ];
  return page(call, found, (user) => projectUserBody(call, user), { ownQuery });
}

function projectUsers(call: Call): User[] {
  const withOwners = call.query.specific.get("includeOrgUsers")?.[0] === "true";
  return filterUsers(call).filter(
    ({ orgRoles, projectRoles }) =>
      projectRoles.has(call.project.id) || (withOwners && orgRoles.includes("ORG_OWNER")),
  );
}

function findUser(call: Call, users: readonly User[]): User {
  const id = call.param("userId");
  const found = users.find((user) => user.id === id);
  if (found === undefined) throw atlasError("USER_NOT_FOUND", id);
  return found;
}

/** A plain array, with two headers that announce the end of the operation (both recorded; each operation has its own date). */
function noInvitations(deprecation: string): OperationResponse {
  const headers = { Deprecation: deprecation, Sunset: "Thu, 1 Jul 2027 00:00:00 GMT" };
  return { status: 200, body: [], headers };
}
