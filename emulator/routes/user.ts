import { timestamp } from "../types/clock";
import { createdMs } from "../types/ids";
import type { JsonObject } from "../types/json";
import type { Organization, User } from "../types/resources";
import type { Call } from "./route";

/** Lifetime of an invitation. No evidence, so a round number of days. */
const invitationMs = 30 * 24 * 3_600_000;

/** The organization's users that match the query's name and status. */
export function filterUsers(call: Call): User[] {
  const { specific } = call.query;
  const name = specific.get("username")?.[0] ?? "";
  const statuses = [
    ...(specific.get("orgMembershipStatus") ?? []),
    ...(specific.get("orgMembershipStatuses") ?? []),
  ];
  return call.organization.users.filter(
    (user) =>
      (name === "" || user.username === name) && (statuses.length === 0 || statuses.includes(statusOf(user))),
  );
}

/** The body of a member or invited user of an organization (recorded). */
export function orgUserBody(organization: Organization, user: User): JsonObject {
  const assignments = [...user.projectRoles].map(([groupId, names]) => ({ groupId, groupRoles: [...names] }));
  const roles = { groupRoleAssignments: assignments, orgRoles: [...user.orgRoles] };
  return userBody(organization, user, { roles, teamIds: [] });
}

/** The body of a user of a project, where roles are a plain list. */
export function projectUserBody(call: Call, user: User): JsonObject {
  const roles = [...(user.projectRoles.get(call.project.id) ?? [])];
  return userBody(call.organization, user, { roles });
}

function userBody(organization: Organization, user: User, own: JsonObject): JsonObject {
  const { id, username, profile } = user;
  const sinceMs = profile.createdAt === undefined ? createdMs(id) : Date.parse(profile.createdAt);
  const status = statusOf(user);
  const fields =
    status === "ACTIVE"
      ? {
          country: profile.country ?? "US",
          createdAt: timestamp(sinceMs),
          firstName: profile.firstName ?? "Seeded",
          lastAuth: timestamp(profile.lastAuth === undefined ? sinceMs : Date.parse(profile.lastAuth)),
          lastName: profile.lastName ?? "User",
          mobileNumber: null,
        }
      : {
          invitationCreatedAt: timestamp(sinceMs),
          invitationExpiresAt: timestamp(sinceMs + invitationMs),
          inviterUsername: profile.inviterUsername ?? organization.users[0]?.username ?? "",
        };
  return alphabetical({ ...fields, ...own, id, orgMembershipStatus: status, username });
}

function statusOf({ profile }: User) {
  return profile.status ?? "ACTIVE";
}

function alphabetical(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).sort(([a], [b]) => (a < b ? -1 : 1)));
}
