import { assignmentsOf } from "../../provider/atlas/assignments";
import type { AccountSecret } from "../../provider/atlas/endpoints/service-accounts";
import { type RoleItem, rolesIn } from "../../provider/atlas/roles";
import { inputProblem } from "./input-problem";
import type { PlanOptions } from "./plan-options";
import type { PrincipalKind } from "./principal-kinds";

/** A key or service account as Atlas returns it. */
export interface FoundPrincipal {
  readonly kind: PrincipalKind;
  readonly id: string;
  /** Description of a key, name of an account. */
  readonly label: string;
  /** Its inputs that are texts: the description of a key, name and description of an account. */
  readonly texts: Readonly<Record<string, string>>;
  readonly roles: readonly RoleItem[];
  /** Addresses and CIDR blocks; undefined if the credentials cannot read them. */
  readonly entries: readonly string[] | undefined;
  readonly secrets: readonly AccountSecret[];
}

/** A key or service account of the printed program: what are inputs of its own, and what are resources beside it. */
export interface PlannedPrincipal {
  readonly kind: PrincipalKind;
  readonly name: string;
  readonly id: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly roles: readonly string[];
  /** Its roles in all projects, an input of its own; undefined: it does not manage them. */
  readonly projectRoles: readonly RolesInProject[] | undefined;
  /** Its access list, an input of its own; undefined: it does not manage it. */
  readonly accessList: readonly string[] | undefined;
  /** Its roles in single projects, each a resource. */
  readonly assignments: readonly RolesInProject[];
  /** Its access list as a resource; empty: there is none. */
  readonly entries: readonly string[];
  /** Its secrets, which no program can adopt: Atlas does not show their values. */
  readonly secrets: readonly AccountSecret[];
}

/** The roles of a key or service account in one project. */
export interface RolesInProject {
  /** Name of the project in the program. */
  readonly project: string;
  readonly projectId: string;
  readonly roles: readonly string[];
}

interface PrincipalOptions extends PlanOptions {
  readonly orgId: string;
  readonly name: string;
  /** The projects whose roles are adopted. */
  readonly projects: readonly { readonly name: string; readonly projectId: string }[];
}

/** Plans a key or service account; undefined if it cannot be adopted. What is not adopted is added to `omitted`. */
export function planPrincipal(
  found: FoundPrincipal,
  options: PrincipalOptions,
  omitted: string[],
): PlannedPrincipal | undefined {
  const { kind, id, texts } = found;
  const { orgId, name, form, format } = options;
  const roles = rolesIn(found.roles, "organization", orgId);
  const problem = inputProblem(kind.itself, { orgId, ...texts, roles, adopt: { [kind.idProperty]: id } });
  if (problem !== undefined) {
    omitted.push(`${labelOf(found)} with its access list and project roles: ${problem}`);
    return undefined;
  }
  const entries = validEntries(found, orgId, omitted);
  const inProjects = validRoles(found, options, omitted);
  // The input is the complete list: without a role that is not adopted, applying the program would remove that role.
  const isComplete = inProjects.length === Object.keys(assignmentsOf(found)).length;
  if (format !== "typescript" && !isComplete) {
    const what = kind.noun === "API key" ? "a key" : "a service account";
    const all = format === "yaml" ? "the file lists" : "an import takes over";
    omitted.push(`${labelOf(found)}: ${all} all project roles of ${what}, and not all can be adopted`);
    return undefined;
  }
  const isSeparate = form === "separate";
  const isWhole = isComplete && !isSeparate;
  return {
    ...{ kind, name, id, texts, roles, secrets: found.secrets },
    projectRoles: isWhole ? inProjects : undefined,
    accessList: isSeparate || entries.length === 0 ? undefined : entries,
    assignments: isWhole ? [] : inProjects,
    entries: isSeparate ? entries : [],
  };
}

function validRoles(
  found: FoundPrincipal,
  { projects }: PrincipalOptions,
  omitted: string[],
): readonly RolesInProject[] {
  const { kind, id, roles: all } = found;
  return projects.flatMap(({ name: project, projectId }) => {
    const roles = rolesIn(all, "project", projectId);
    if (roles.length === 0) return [];
    const inputs = { projectId, [kind.idProperty]: id, roles, adopt: true };
    const problem = inputProblem(kind.assignment, inputs);
    if (problem === undefined) return [{ project, projectId, roles }];
    omitted.push(`roles of ${labelOf(found)} in project ${projectId}: ${problem}`);
    return [];
  });
}

function validEntries(found: FoundPrincipal, orgId: string, omitted: string[]): readonly string[] {
  const { kind, id, entries } = found;
  if (entries === undefined) {
    omitted.push(`access list of ${labelOf(found)}: the credentials cannot read it`);
    return [];
  }
  if (entries.length === 0) return [];
  const problem = inputProblem(kind.accessList, { orgId, [kind.idProperty]: id, entries, adopt: true });
  if (problem === undefined) return entries;
  omitted.push(`access list of ${labelOf(found)} (${entries.join(", ")}): ${problem}`);
  return [];
}

/** A key or service account, for messages. */
function labelOf({ kind, id, label }: Pick<FoundPrincipal, "kind" | "id" | "label">): string {
  return `${kind.noun} ${id} ("${label}")`;
}
