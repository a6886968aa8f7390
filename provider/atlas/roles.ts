import { z } from "zod";
import { withArticle } from "../core/article";
import { closestMatch } from "../core/closest-match";
import { openEnum, type Traits } from "../core/field";
import { orgRoles, projectRoles } from "./known-roles";

/** Where a role applies: in an organization or in a project. */
export type RoleScope = "organization" | "project";

const scopes = {
  organization: {
    prefix: "ORG_",
    known: orgRoles as readonly string[],
    other: "project",
    typeName: "OrgRole",
    doc: "Roles of an organization that this version knows. Atlas adds roles, so others are accepted too, with a warning.",
  },
  project: {
    prefix: "GROUP_",
    known: projectRoles as readonly string[],
    other: "organization",
    typeName: "ProjectRole",
    doc: "Roles of a project that this version knows. Atlas adds roles, so others are accepted too, with a warning.",
  },
} as const;

/** The resources that take roles of each scope, as errors name them. */
export type RoleHomes = Readonly<Record<RoleScope, string>>;

const homesOfKeys: RoleHomes = { organization: "OrgApiKey", project: "ProjectApiKeyAssignment" };

/** Schema of one role name of a scope. Its error suggests the closest role. */
function roleName(scope: RoleScope, homes: RoleHomes): z.ZodType<string, string> {
  const schema = z.string().superRefine((value, context) => {
    const problem = roleProblem(value, scope, homes);
    if (problem) context.addIssue({ code: "custom", message: problem });
  });
  const { typeName: name, doc, known: values } = scopes[scope];
  return openEnum(schema, { name, doc, values });
}

/** Schema of a complete list of roles of a scope: at least one. @internal */
export function roleList(scope: RoleScope, homes = homesOfKeys): z.ZodType<string[], string[]> {
  return z
    .array(roleName(scope, homes))
    .min(
      1,
      `needs at least one ${scopes[scope].prefix} role: the list is the complete set, so it cannot be empty`,
    );
}

/** Why a value is not a role of the scope, with a suggestion; undefined if it can be one. */
export function roleProblem(value: string, scope: RoleScope, homes = homesOfKeys): string | undefined {
  const { prefix, known, other } = scopes[scope];
  if (known.includes(value)) return undefined;
  // Only a value that looks like a role is printed: it could be a password.
  const shown = /^(org|group|project)[ _-][a-z0-9 _-]{1,60}$/i.test(value) ? `"${value}"` : "this value";
  if (scopes[other].known.includes(value) || value.startsWith(scopes[other].prefix)) {
    const home = homes[other];
    return `${shown} is a role of ${other === "organization" ? "an organization" : "a project"}, and these are roles of ${
      scope === "organization" ? "an organization" : "a project"
    } (${prefix}…): ${counterpart(value, scope)}put it into the roles of ${withArticle(home)}`;
  }
  // A well-formed name may be a new role: only one or two wrong characters count as a typo.
  const wellFormed = new RegExp(`^${prefix}[A-Z][A-Z0-9_]*$`).test(value);
  const upper = value.trim().toUpperCase().replace(/[ -]/g, "_");
  const meant = wellFormed
    ? closestMatch(value, known, 2)
    : (closestMatch(upper, known) ?? closestMatch(prefix + upper, known));
  if (meant !== undefined) return `${shown} is not a role: did you mean ${meant}?`;
  if (wellFormed) return undefined;
  return `${shown} is not a role: a role of ${scope === "organization" ? "an organization" : "a project"} starts with ${prefix}`;
}

/** Traits of a list of roles: the known roles, and a warning about others. */
export function roleTraits(scope: RoleScope): Required<Pick<Traits, "knownValues" | "inputWarning">> {
  return { knownValues: scopes[scope].known, inputWarning: unknownRoleWarning(scope) };
}

function unknownRoleWarning(scope: RoleScope): (value: unknown) => string | undefined {
  return (value) => {
    if (!Array.isArray(value)) return undefined;
    const unknown = value.filter(
      (role): role is string =>
        typeof role === "string" &&
        !scopes[scope].known.includes(role) &&
        roleProblem(role, scope) === undefined,
    );
    if (unknown.length === 0) return undefined;
    const names = [...new Set(unknown)].sort().join(", ");
    return `${names}: not among the roles known to this version; sent as written, since Atlas adds roles`;
  };
}

/** One role as Atlas returns it: with the id of the organization or of the project, never both. */
export interface RoleItem {
  readonly roleName: string;
  readonly orgId?: string | undefined;
  readonly groupId?: string | undefined;
}

/** The sorted names of the roles in one organization or project: those with its prefix and its id. */
export function rolesIn(items: readonly RoleItem[], scope: RoleScope, id: string): string[] {
  const { prefix } = scopes[scope];
  const own = items.filter(
    (item) =>
      item.roleName.startsWith(prefix) && (scope === "organization" ? item.orgId : item.groupId) === id,
  );
  return [...new Set(own.map((item) => item.roleName))].sort();
}

function counterpart(value: string, scope: RoleScope): string {
  const { prefix, known, other } = scopes[scope];
  const renamed = prefix + value.slice(scopes[other].prefix.length);
  return known.includes(renamed) ? `did you mean ${renamed}? Otherwise ` : "";
}
