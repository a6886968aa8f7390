import type { AtlasContext } from "../../provider/atlas/context";
import type { Properties, ResourceDefinition } from "../../provider/core/definition";
import { resourceType } from "../../provider/host/program/resource";
import { catalogue } from "../../provider/resources/catalogue.generated";
import type { AdoptionPlan } from "./plan";
import type { PlannedKey } from "./plan-key";

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
}: AdoptionPlan): readonly PlannedResource[] {
  const { orgId, name, title, hasValidTitle } = organization;
  const own = { orgId, ...(hasValidTitle ? { name: title } : {}) };
  const credentials = profile === undefined ? {} : { profile };
  const all = [
    // The program of the YAML file does not manage the organization.
    ...(format === "yaml" ? [] : [planned(catalogue.organization, name, own, [])]),
    ...keys.flatMap((key) => resourcesOf(key, orgId)),
  ];
  return all.map((resource) => ({ ...resource, inputs: { ...resource.inputs, ...credentials } }));
}

function resourcesOf(
  { name, apiKeyId, description, roles, projectRoles, accessList, assignments, entries }: PlannedKey,
  orgId: string,
): readonly PlannedResource[] {
  const inputs = {
    orgId,
    description,
    roles,
    ...(projectRoles === undefined
      ? {}
      : {
          projectRoles: Object.fromEntries(
            projectRoles.map(({ projectId, roles: inProject }) => [projectId, inProject]),
          ),
        }),
    ...(accessList === undefined ? {} : { accessList }),
    adopt: { apiKeyId },
  };
  const key = planned(catalogue.orgApiKey, name, inputs, [], { apiKeyId });
  const dependsOn = [{ type: key.type, name }];
  const addresses = { orgId, apiKeyId, entries, adopt: true };
  return [
    key,
    ...(entries.length === 0
      ? []
      : [planned(catalogue.orgApiKeyAccessList, `${name}-addresses`, addresses, dependsOn)]),
    ...assignments.map(({ project, projectId, roles: inProject }) =>
      planned(
        catalogue.projectApiKeyAssignment,
        `${name}-in-${project}`,
        { projectId, apiKeyId, roles: inProject, adopt: true },
        dependsOn,
      ),
    ),
  ];
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
