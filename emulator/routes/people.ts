import { timestamp } from "../clock";
import type { JsonObject } from "../http/json";
import { createdMs } from "../ids";
import type { User } from "../store/world";
import { byText, page } from "./page";
import type { Answer, Call, Route } from "./route";

const common = { product: "atlas", version: "2023-01-01", method: "GET" } as const;
/** The version in which one list has both members and those who are invited. */
const users = { ...common, version: "2025-02-19" } as const;
const filters = ["username", "orgMembershipStatus", "orgMembershipStatuses"];

/** People as official clients list them: the seed's users are members of the organization, and nobody is invited. */
export const peopleRoutes: readonly Route[] = [
  {
    ...users,
    path: "/orgs/{orgId}/users",
    operationId: "listOrgUsers",
    aliases: ["listOrganizationUsers"],
    limit: "orgUsers",
    requires: "ORG_MEMBER",
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
    requires: "GROUP_READ_ONLY",
    query: [...filters, "flattenTeams", "includeOrgUsers"],
    handler: (call) => page(call, [], () => ({})),
  },
  {
    ...common,
    path: "/orgs/{orgId}/teams",
    operationId: "listOrgTeams",
    aliases: ["listOrganizationTeams"],
    limit: "orgTeams",
    requires: "ORG_MEMBER",
    handler: (call) => page(call, [], () => ({})),
  },
  {
    ...common,
    path: "/orgs/{orgId}/invites",
    operationId: "listOrgInvites",
    aliases: ["listOrganizationInvitations"],
    limit: "organizations",
    requires: "ORG_OWNER",
    query: ["username"],
    javaMethod: "ApiOrganizationInvitationResource::getInvitations",
    handler: noInvitations,
  },
  {
    ...common,
    path: "/groups/{groupId}/invites",
    operationId: "listGroupInvites",
    aliases: ["listProjectInvitations"],
    limit: "groups",
    requires: "GROUP_OWNER",
    query: ["username"],
    handler: noInvitations,
  },
];

function listUsers(call: Call): Answer {
  const { others } = call.query;
  const name = others.get("username")?.[0] ?? "";
  const statuses = [
    ...(others.get("orgMembershipStatus") ?? []),
    ...(others.get("orgMembershipStatuses") ?? []),
  ];
  const isActiveAsked = statuses.length === 0 || statuses.includes("ACTIVE");
  const found = call.organization.users.filter(
    ({ username }) => isActiveAsked && (name === "" || username === name),
  );
  return page(call, found.sort(byText(({ username }) => username)), userBody);
}

function userBody({ id, username, roles }: User): JsonObject {
  return {
    createdAt: timestamp(createdMs(id)),
    id,
    mobileNumber: null,
    orgMembershipStatus: "ACTIVE",
    roles: { groupRoleAssignments: [], orgRoles: [...roles] },
    teamIds: [],
    username,
  };
}

/** A bare array, with the end of these operations in two headers (both recorded). */
function noInvitations(): Answer {
  const headers = {
    Deprecation: "Wed, 19 Feb 2025 00:00:00 GMT",
    Sunset: "Thu, 1 Jul 2027 00:00:00 GMT",
  };
  return { status: 200, body: [], headers };
}
