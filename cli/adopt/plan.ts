import type { AtlasContext } from "../../provider/atlas/context";
import { rolesIn } from "../../provider/atlas/roles";
import type { Properties, ResourceDefinition } from "../../provider/core/definition";
import { problemText } from "../../provider/core/errors";
import { checkInputs } from "../../provider/core/inputs";
import { catalogue } from "../../provider/resources/catalogue.generated";
import type { ExistingKey, ExistingObjects } from "./existing-objects";
import { keyNames, projectNames, resourceName } from "./names";

/** The resources of the printed program with their names and inputs, in a stable order. */
export interface AdoptionPlan {
  readonly organization: {
    readonly name: string;
    readonly orgId: string;
    /** Name in Atlas, and whether it is a valid input. */
    readonly title: string;
    readonly hasValidTitle: boolean;
  };
  /** Profile of all resources; undefined for the credentials without a name. */
  readonly profile: string | undefined;
  readonly projects: readonly { readonly name: string; readonly projectId: string }[];
  readonly keys: readonly PlannedKey[];
  readonly leftOut: readonly string[];
}

export interface PlannedKey {
  readonly name: string;
  readonly apiKeyId: string;
  readonly description: string;
  readonly roles: readonly string[];
  /** Empty: the key has no access list. */
  readonly entries: readonly string[];
  readonly assignments: readonly {
    readonly project: string;
    readonly projectId: string;
    readonly roles: readonly string[];
  }[];
}

/** Plans the resources. Names are the same in every run. Objects with invalid inputs are listed in `leftOut`. */
export function planAdoption(inventory: ExistingObjects, profile?: string): AdoptionPlan {
  const { organization, projects, keys, leftOut } = inventory;
  const omitted = [...leftOut];
  const namesOfKeys = keyNames(keys.map(({ key }) => ({ id: key.id, text: key.desc })));
  // Names are chosen among all projects, so that they do not depend on --project.
  const namesOfProjects = projectNames(projects.map(({ id, name }) => ({ id, text: name })));
  const wanted = projects
    .filter(({ isWanted }) => isWanted)
    .map(({ id }) => ({ name: namesOfProjects.get(id) ?? id, projectId: id }));
  const planned = keys.flatMap((found): PlannedKey[] => {
    const { key } = found;
    const name = namesOfKeys.get(key.id) ?? key.id;
    const roles = rolesIn(key.roles, "organization", organization.id);
    const adopt = { apiKeyId: key.id };
    const own = { orgId: organization.id, description: key.desc, roles, adopt };
    const problem = inputProblem(catalogue.orgApiKey, own);
    if (problem !== undefined) {
      omitted.push(`${labelOf(found)} with its access list and project roles: ${problem}`);
      return [];
    }
    const assignments = wanted.flatMap(({ name: project, projectId }) => {
      const projectRoles = rolesIn(key.roles, "project", projectId);
      return projectRoles.length === 0 ? [] : [{ project, projectId, roles: projectRoles }];
    });
    const entries = validEntries(found, organization.id, omitted);
    return [
      {
        name,
        apiKeyId: key.id,
        description: key.desc,
        roles,
        entries,
        assignments: assignments.filter(({ projectId, roles: projectRoles }) => {
          const inputs = { projectId, apiKeyId: key.id, roles: projectRoles, adopt: true };
          const reason = inputProblem(catalogue.projectApiKeyAssignment, inputs);
          if (reason !== undefined)
            omitted.push(`roles of ${labelOf(found)} in project ${projectId}: ${reason}`);
          return reason === undefined;
        }),
      },
    ];
  });
  return {
    organization: plannedOrganization(organization, omitted),
    profile,
    projects: wanted,
    keys: planned,
    leftOut: omitted,
  };
}

function plannedOrganization(
  { id: orgId, name: title }: ExistingObjects["organization"],
  omitted: string[],
): AdoptionPlan["organization"] {
  const problem = inputProblem(catalogue.organization, { orgId, name: title });
  if (problem !== undefined) omitted.push(`name of organization ${orgId} ("${title}"): ${problem}`);
  return { name: resourceName(title, "organization"), orgId, title, hasValidTitle: problem === undefined };
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

/** Why the resource's check would reject these inputs; undefined if it would not. */
function inputProblem(definition: ResourceDefinition<AtlasContext>, inputs: Properties): string | undefined {
  const { problems } = checkInputs(definition, inputs);
  return problems.length === 0 ? undefined : problems.map(problemText).join("; ");
}

function labelOf({ key }: ExistingKey): string {
  return `API key ${key.id} ("${key.desc}")`;
}
