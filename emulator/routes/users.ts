import { problem } from "../http/atlas-error";
import type { User } from "../store/snapshot";
import { byText, echo, page } from "./page";
import type { Answer, Call, Route } from "./route";
import { askedUsers, orgUserBody, projectUserBody } from "./user";

const common = { product: "atlas", version: "2023-01-01", method: "GET" } as const;
/** The version in which one list has both members and those who are invited. */
const users = { ...common, version: "2025-02-19" } as const;
const filters = ["username", "orgMembershipStatus", "orgMembershipStatuses"];

/** People as official clients list them: the users of the seed; there are no teams, and the old lists of invitations are empty. */
export const peopleRoutes: readonly Route[] = [
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
      body: orgUserBody(call.organization, findUser(call, askedUsers(call))),
    }),
  },
  {
    ...users,
    path: "/groups/{groupId}/users/{userId}",
    operationId: "getGroupUser",
    aliases: ["getProjectUser"],
    limit: "groupUsers",
    query: ["orgMembershipStatuses"],
    handler: (call) => ({ status: 200, body: projectUserBody(call, findUser(call, usersHere(call))) }),
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

function listUsers(call: Call): Answer {
  const found = askedUsers(call).sort(byText(({ username }) => username));
  return page(call, found, (user) => orgUserBody(call.organization, user));
}

/** Links carry the operation's two switches (recorded); with the second, the organization's owners are in the list too. */
function listProjectUsers(call: Call): Answer {
  const found = usersHere(call).sort(byText(({ username }) => username));
  const ownQuery = [echo(call, "flattenTeams", "false"), echo(call, "includeOrgUsers", "false")];
  return page(call, found, (user) => projectUserBody(call, user), { ownQuery });
}

function usersHere(call: Call): User[] {
  const withOwners = call.query.others.get("includeOrgUsers")?.[0] === "true";
  return askedUsers(call).filter(
    ({ orgRoles, projectRoles }) =>
      projectRoles.has(call.project.id) || (withOwners && orgRoles.includes("ORG_OWNER")),
  );
}

function findUser(call: Call, users: readonly User[]): User {
  const id = call.param("userId");
  const found = users.find((user) => user.id === id);
  if (found === undefined) throw problem("USER_NOT_FOUND", id);
  return found;
}

/** A bare array, with the end of these operations in two headers (both recorded, of each its own day of deprecation). */
function noInvitations(deprecation: string): Answer {
  const headers = { Deprecation: deprecation, Sunset: "Thu, 1 Jul 2027 00:00:00 GMT" };
  return { status: 200, body: [], headers };
}
