import { assignmentsOf } from "../../provider/atlas/assignments";
import { rolesIn } from "../../provider/atlas/roles";
import { catalogue } from "../../provider/resources/catalogue.generated";
import type { ExistingKey } from "./existing-objects";
import { inputProblem } from "./input-problem";
import type { PlanOptions } from "./plan-options";

/** A key of the printed program: what are inputs of its own, and what are resources beside it. */
export interface PlannedKey {
  readonly name: string;
  readonly apiKeyId: string;
  readonly description: string;
  readonly roles: readonly string[];
  /** Its roles in all projects, an input of the key; undefined: the key does not manage them. */
  readonly projectRoles: readonly RolesInProject[] | undefined;
  /** Its access list, an input of the key; undefined: the key does not manage it. */
  readonly accessList: readonly string[] | undefined;
  /** Its roles in single projects, each a resource. */
  readonly assignments: readonly RolesInProject[];
  /** Its access list as a resource; empty: there is none. */
  readonly entries: readonly string[];
}

/** The roles of a key in one project. */
export interface RolesInProject {
  /** Name of the project in the program. */
  readonly project: string;
  readonly projectId: string;
  readonly roles: readonly string[];
}

interface KeyOptions extends PlanOptions {
  readonly orgId: string;
  readonly name: string;
  /** The projects whose roles are adopted. */
  readonly projects: readonly { readonly name: string; readonly projectId: string }[];
}

/** Plans a key; undefined if it cannot be adopted. What is not adopted is added to `omitted`. */
export function planKey(found: ExistingKey, options: KeyOptions, omitted: string[]): PlannedKey | undefined {
  const { key } = found;
  const { orgId, name, form, format } = options;
  const roles = rolesIn(key.roles, "organization", orgId);
  const own = { orgId, description: key.desc, roles, adopt: { apiKeyId: key.id } };
  const problem = inputProblem(catalogue.orgApiKey, own);
  if (problem !== undefined) {
    omitted.push(`${labelOf(found)} with its access list and project roles: ${problem}`);
    return undefined;
  }
  const entries = validEntries(found, orgId, omitted);
  const inProjects = validRoles(found, options, omitted);
  // The input is the complete list: without a role that is not adopted, applying the program would remove that role.
  const isComplete = inProjects.length === Object.keys(assignmentsOf(key)).length;
  if (format !== "typescript" && !isComplete) {
    const all = format === "yaml" ? "the file lists" : "an import takes over";
    omitted.push(`${labelOf(found)}: ${all} all project roles of a key, and not all can be adopted`);
    return undefined;
  }
  const isSeparate = form === "separate";
  const isWhole = isComplete && !isSeparate;
  return {
    ...{ name, apiKeyId: key.id, description: key.desc, roles },
    projectRoles: isWhole ? inProjects : undefined,
    accessList: isSeparate || entries.length === 0 ? undefined : entries,
    assignments: isWhole ? [] : inProjects,
    entries: isSeparate ? entries : [],
  };
}

function validRoles(
  found: ExistingKey,
  { projects }: KeyOptions,
  omitted: string[],
): readonly RolesInProject[] {
  const { id: apiKeyId, roles: all } = found.key;
  return projects.flatMap(({ name: project, projectId }) => {
    const roles = rolesIn(all, "project", projectId);
    if (roles.length === 0) return [];
    const problem = inputProblem(catalogue.projectApiKeyAssignment, {
      projectId,
      apiKeyId,
      roles,
      adopt: true,
    });
    if (problem === undefined) return [{ project, projectId, roles }];
    omitted.push(`roles of ${labelOf(found)} in project ${projectId}: ${problem}`);
    return [];
  });
}

function validEntries(found: ExistingKey, orgId: string, omitted: string[]): readonly string[] {
  if (found.entries === undefined) {
    omitted.push(`access list of ${labelOf(found)}: the credentials cannot read it`);
    return [];
  }
  if (found.entries.length === 0) return [];
  const inputs = { orgId, apiKeyId: found.key.id, entries: found.entries, adopt: true };
  const problem = inputProblem(catalogue.orgApiKeyAccessList, inputs);
  if (problem === undefined) return found.entries;
  omitted.push(`access list of ${labelOf(found)} (${found.entries.join(", ")}): ${problem}`);
  return [];
}

function labelOf({ key }: ExistingKey): string {
  return `API key ${key.id} ("${key.desc}")`;
}
