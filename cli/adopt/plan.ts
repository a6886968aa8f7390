import { catalogue } from "../../provider/resources/catalogue.generated";
import { accountRoles } from "../inventory/account-roles";
import type { ExistingObjects } from "./existing-objects";
import { inputProblem } from "./input-problem";
import { principalNames, projectNames, resourceName } from "./names";
import type { PlanOptions } from "./plan-options";
import { type FoundPrincipal, type PlannedPrincipal, planPrincipal } from "./plan-principal";
import { apiKeys, serviceAccounts } from "./principal-kinds";

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
  readonly keys: readonly PlannedPrincipal[];
  readonly accounts: readonly PlannedPrincipal[];
  readonly leftOut: readonly string[];
}

/** Plans the resources. Names are the same in every run. Objects with invalid inputs are listed in `leftOut`. */
export function planAdoption(inventory: ExistingObjects, options: PlanOptions): AdoptionPlan {
  const { organization, projects, keys, accounts, leftOut } = inventory;
  const omitted = [...leftOut];
  // Names are chosen among all projects, so that they do not depend on --project.
  const namesOfProjects = projectNames(projects.map(({ id, name }) => ({ id, text: name })));
  const wanted = projects
    .filter(({ isWanted }) => isWanted)
    .map(({ id }) => ({ name: namesOfProjects.get(id) ?? id, projectId: id }));
  const planAll = (found: readonly FoundPrincipal[]) => {
    const names = principalNames(found.map(({ id, label, kind }) => ({ id, text: label, kind })));
    return found.flatMap((principal): readonly PlannedPrincipal[] => {
      const name = names.get(principal.id) ?? principal.id;
      const own = { orgId: organization.id, name, projects: wanted, ...options };
      const planned = planPrincipal(principal, own, omitted);
      return planned === undefined ? [] : [planned];
    });
  };
  return {
    keys: planAll(
      keys.map(({ key: { id, desc, roles }, entries }) => ({
        ...{ kind: apiKeys, id, label: desc, texts: { description: desc }, roles, entries, secrets: [] },
      })),
    ),
    accounts: planAll(
      accounts.map(
        ({ account: { id, name, description, roles, projects: inProjects, secrets }, entries }) => ({
          ...{ kind: serviceAccounts, id, label: name, texts: { name, description }, entries, secrets },
          roles: accountRoles(organization.id, roles, inProjects),
        }),
      ),
    ),
    organization: plannedOrganization(organization, omitted),
    profile: options.profile,
    projects: wanted,
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
