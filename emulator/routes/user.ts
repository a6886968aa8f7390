import { timestamp } from "../types/clock";
import type { JsonObject } from "../types/json";
import { createdMs } from "../types/ids";
import type { Organization, User } from "../store/snapshot";
import type { Call } from "./route";

/** How long an invitation is good for; silent, so a round number of days. */
const invitationMs = 30 * 24 * 3_600_000;

/** Users that the query asks for: by name and by status, all of them without one. */
export function askedUsers(call: Call): User[] {
  const { others } = call.query;
  const name = others.get("username")?.[0] ?? "";
  const statuses = [
    ...(others.get("orgMembershipStatus") ?? []),
    ...(others.get("orgMembershipStatuses") ?? []),
  ];
  return call.organization.users.filter(
    (user) =>
      (name === "" || user.username === name) && (statuses.length === 0 || statuses.includes(statusOf(user))),
  );
}

/** A user of an organization: a member, or in the same place somebody who was invited (recorded). */
export function orgUserBody(organization: Organization, user: User): JsonObject {
  const assignments = [...user.projectRoles].map(([groupId, names]) => ({ groupId, groupRoles: [...names] }));
  const roles = { groupRoleAssignments: assignments, orgRoles: [...user.orgRoles] };
  return userBody(organization, user, { roles, teamIds: [] });
}

/** The same in a project, where the roles are a plain list. */
export function projectUserBody(call: Call, user: User): JsonObject {
  const roles = [...(user.projectRoles.get(call.project.id) ?? [])];
  return userBody(call.organization, user, { roles });
}

function userBody(organization: Organization, user: User, own: JsonObject): JsonObject {
  const { id, username, about } = user;
  const sinceMs = about.createdAt === undefined ? createdMs(id) : Date.parse(about.createdAt);
  const status = statusOf(user);
  const fields =
    status === "ACTIVE"
      ? {
          country: about.country ?? "US",
          createdAt: timestamp(sinceMs),
          firstName: about.firstName ?? "Seeded",
          lastAuth: timestamp(about.lastAuth === undefined ? sinceMs : Date.parse(about.lastAuth)),
          lastName: about.lastName ?? "User",
          mobileNumber: null,
        }
      : {
          invitationCreatedAt: timestamp(sinceMs),
          invitationExpiresAt: timestamp(sinceMs + invitationMs),
          inviterUsername: about.inviterUsername ?? organization.users[0]?.username ?? "",
        };
  return alphabetical({ ...fields, ...own, id, orgMembershipStatus: status, username });
}

function statusOf({ about }: User) {
  return about.status ?? "ACTIVE";
}

function alphabetical(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).sort(([a], [b]) => (a < b ? -1 : 1)));
}
