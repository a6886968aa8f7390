import type { AdoptionPlan } from "../../cli/adopt/plan";
import type { PlannedPrincipal, RolesInProject } from "../../cli/adopt/plan-principal";
import type { AtlasContext } from "../../provider/atlas/context";
import type { Properties, ResourceDefinition } from "../../provider/core/definition";
import { catalogue } from "../../provider/resources/catalogue.generated";

/** One resource that a printed program is to declare. */
export interface PlannedResource {
  readonly definition: ResourceDefinition<AtlasContext>;
  readonly name: string;
  readonly inputs: Properties;
}

/** The resources of a plan in the order of the program. */
export function plannedResources({
  organization,
  profile,
  keys,
  accounts,
}: AdoptionPlan): readonly PlannedResource[] {
  const { orgId, name, title, hasValidTitle } = organization;
  const own = { orgId, ...(hasValidTitle ? { name: title } : {}) };
  const credentials = profile === undefined ? {} : { profile };
  const all = [
    { definition: catalogue.organization, name, inputs: own },
    ...[...keys, ...accounts].flatMap((principal) => resourcesOf(principal, orgId)),
  ];
  return all.map((resource) => ({ ...resource, inputs: { ...resource.inputs, ...credentials } }));
}

function resourcesOf(
  { kind, name, id, texts, roles, projectRoles, accessList, assignments, entries }: PlannedPrincipal,
  orgId: string,
): readonly PlannedResource[] {
  const reference = { [kind.idProperty]: id };
  const inputs = {
    orgId,
    ...texts,
    roles,
    ...(projectRoles === undefined ? {} : { projectRoles: rolesMap(projectRoles) }),
    ...(accessList === undefined ? {} : { accessList }),
    adopt: reference,
  };
  const addresses = { orgId, ...reference, entries, adopt: true };
  return [
    { definition: kind.itself, name, inputs },
    ...(entries.length === 0
      ? []
      : [{ definition: kind.accessList, name: `${name}-addresses`, inputs: addresses }]),
    ...assignments.map(({ project, projectId, roles: inProject }) => ({
      definition: kind.assignment,
      name: `${name}-in-${project}`,
      inputs: { projectId, ...reference, roles: inProject, adopt: true },
    })),
  ];
}

function rolesMap(inProjects: readonly RolesInProject[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(inProjects.map(({ projectId, roles }) => [projectId, roles]));
}
