import { z } from "zod";
import { missingReferenceReason } from "../core/inputs";
import { hasUnknown, UNKNOWN } from "../core/unknown";
import { objectId } from "./ids";
import { type RoleHomes, roleList, roleTraits } from "./roles";

/** One project in the list form, whose ids may be outputs of other resources. */
const listElement = z.strictObject({ projectId: objectId("project"), roles: z.unknown().optional() });

/** The list form as users write it. @internal */
export const projectRolesList = z.array(
  z.strictObject({
    projectId: z.string().describe("Id of the project; it may be an output of another resource."),
    roles: roleList("project").describe("The complete set of roles in that project."),
  }),
);

/** Adds a problem to the result of a check. */
type Report = (path: PropertyKey[], message: string) => void;

/**
 * Schema of a key's complete roles in projects: a map of project ids to complete lists of roles. A list of
 * `{ projectId, roles }` is converted to that form. @internal
 */
export const projectRoles = projectRolesOf();

/** The same whose errors name other resources. @internal */
export function projectRolesOf(homes?: RoleHomes) {
  return z.preprocess(
    (given, context) => {
      const report: Report = (path, message) =>
        context.issues.push({ code: "custom", path, message, input: given });
      return Array.isArray(given) ? fromList(given, report) : fromMap(given, report);
    },
    z.record(z.string(), roleList("project", homes)).overwrite(sorted),
  );
}

function fromMap(given: unknown, report: Report): unknown {
  if (given === null || typeof given !== "object") {
    report([], "must be a map of project ids to lists of roles, or a list of { projectId, roles }");
    return given;
  }
  for (const id of Object.keys(given)) {
    const { error } = objectId("project").safeParse(id);
    if (error !== undefined) report([id], error.issues[0]?.message ?? "is no id");
  }
  return given;
}

function fromList(given: readonly unknown[], report: Report): unknown {
  const map: Record<string, unknown> = {};
  const firstAt = new Map<string, number>();
  for (const [at, element] of given.entries()) {
    const { data, error } = listElement.safeParse(element);
    for (const issue of error?.issues ?? []) report([at, ...issue.path], messageOf(issue, element));
    if (data === undefined) continue;
    const { projectId, roles } = data;
    const first = firstAt.get(projectId);
    if (first !== undefined) {
      report(
        [at, "projectId"],
        `names project ${projectId}, and so does element ${first}: name each project once, with all its roles`,
      );
    }
    firstAt.set(projectId, first ?? at);
    map[projectId] = roles ?? [];
  }
  return map;
}

function messageOf(issue: z.core.$ZodIssue, element: unknown): string {
  if (issue.code === "custom") return issue.message;
  if (issue.code === "unrecognized_keys") return `has no property ${issue.keys.join(", ")}`;
  if (issue.path.length === 0) return "must be { projectId, roles }";
  const { projectId } = element as { projectId?: unknown };
  return (projectId ?? undefined) === undefined
    ? missingReferenceReason("project")
    : "must be the id of a project as text";
}

/** Canonical form, so that the order makes no difference and previews show only changes. */
function sorted(map: Record<string, string[]>): Record<string, string[]> {
  const ids = Object.keys(map).sort();
  return Object.fromEntries(ids.map((id) => [id, [...new Set(map[id])].sort()]));
}

/** In the list form, a project with an unknown id may be any project: then the whole value is unknown. */
export function projectRolesUntilKnown(given: unknown): unknown {
  if (!Array.isArray(given)) return given;
  const elements = given.map((element) => listElement.safeParse(element).data);
  if (elements.some((element) => element === undefined)) return UNKNOWN;
  return Object.fromEntries(elements.map((element) => [element?.projectId, element?.roles]));
}

/** Traits for both forms: known roles, and a warning about others. */
export const projectRolesTraits = {
  knownValues: roleTraits("project").knownValues,
  inputWarning: (value: unknown): string | undefined => {
    if (value === null || typeof value !== "object" || hasUnknown(value)) return undefined;
    const lists = Array.isArray(value)
      ? value.map((element: { roles?: unknown } | null) => element?.roles)
      : Object.values(value);
    return roleTraits("project").inputWarning(lists.flat());
  },
};
