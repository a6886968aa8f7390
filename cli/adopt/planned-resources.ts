import type { AtlasContext } from "../../provider/atlas/context";
import type { Properties, ResourceDefinition } from "../../provider/core/definition";
import { resourceType } from "../../provider/host/program/resource";
import { catalogue } from "../../provider/resources/catalogue.generated";
import type { AdoptionPlan } from "./plan";
import type { PlannedPrincipal, RolesInProject } from "./plan-principal";

/** One resource of the printed program. */
export interface PlannedResource {
  readonly definition: ResourceDefinition<AtlasContext>;
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly inputs: Properties;
  /** Resources of the same plan. */
  readonly dependsOn: readonly { readonly type: string; readonly name: string }[];
}

/** The resources of a plan in the order of the program, dependencies first. */
export function plannedResources({
  organization,
  format,
  profile,
  keys,
  accounts,
}: AdoptionPlan): readonly PlannedResource[] {
  const { orgId, name, title, hasValidTitle } = organization;
  const own = { orgId, ...(hasValidTitle ? { name: title } : {}) };
  const credentials = profile === undefined ? {} : { profile };
  const all = [
    // The program of the YAML file does not manage the organization.
    ...(format === "yaml" ? [] : [planned(catalogue.organization, name, own, [])]),
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
  const itself = planned(kind.itself, name, inputs, [], reference);
  const dependsOn = [{ type: itself.type, name }];
  const addresses = { orgId, ...reference, entries, adopt: true };
  return [
    itself,
    ...(entries.length === 0 ? [] : [planned(kind.accessList, `${name}-addresses`, addresses, dependsOn)]),
    ...assignments.map(({ project, projectId, roles: inProject }) =>
      planned(
        kind.assignment,
        `${name}-in-${project}`,
        { projectId, ...reference, roles: inProject, adopt: true },
        dependsOn,
      ),
    ),
  ];
}

function rolesMap(inProjects: readonly RolesInProject[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(inProjects.map(({ projectId, roles }) => [projectId, roles]));
}

function planned(
  definition: ResourceDefinition<AtlasContext>,
  name: string,
  inputs: Properties,
  dependsOn: PlannedResource["dependsOn"],
  fromAtlas: Properties = {},
): PlannedResource {
  const id = definition.identity.format({ ...inputs, ...fromAtlas } as Record<string, string>);
  return { definition, type: resourceType(definition), name, id, inputs, dependsOn };
}
