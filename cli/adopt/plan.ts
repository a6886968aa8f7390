import { catalogue } from "../../provider/resources/catalogue.generated";
import type { ExistingObjects } from "./existing-objects";
import { inputProblem } from "./input-problem";
import { keyNames, projectNames, resourceName } from "./names";
import { type PlannedKey, planKey } from "./plan-key";
import type { PlanOptions } from "./plan-options";

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

/** Plans the resources. Names are the same in every run. Objects with invalid inputs are listed in `leftOut`. */
export function planAdoption(inventory: ExistingObjects, options: PlanOptions): AdoptionPlan {
  const { organization, projects, keys, leftOut } = inventory;
  const omitted = [...leftOut];
  const namesOfKeys = keyNames(keys.map(({ key }) => ({ id: key.id, text: key.desc })));
  // Names are chosen among all projects, so that they do not depend on --project.
  const namesOfProjects = projectNames(projects.map(({ id, name }) => ({ id, text: name })));
  const wanted = projects
    .filter(({ isWanted }) => isWanted)
    .map(({ id }) => ({ name: namesOfProjects.get(id) ?? id, projectId: id }));
  const planned = keys.flatMap((found): readonly PlannedKey[] => {
    const name = namesOfKeys.get(found.key.id) ?? found.key.id;
    const key = planKey(found, { orgId: organization.id, name, projects: wanted, ...options }, omitted);
    return key === undefined ? [] : [key];
  });
  return {
    organization: plannedOrganization(organization, omitted),
    profile: options.profile,
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
