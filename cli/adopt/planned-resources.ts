import type { AtlasContext } from "../../provider/atlas/context";
import type { Properties, ResourceDefinition } from "../../provider/core/definition";
import { resourceType } from "../../provider/host/program/resource";
import { catalogue } from "../../provider/resources/catalogue.generated";
import type { AdoptionPlan, PlannedKey } from "./plan";

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

/** The formats in which a plan is printed. */
export type Format = "typescript" | "yaml";

/** The resources of a plan in the order of the program, dependencies first. */
export function plannedResources(plan: AdoptionPlan, format: Format): readonly PlannedResource[] {
  const { orgId, name, title, hasValidTitle } = plan.organization;
  const own = { orgId, ...(hasValidTitle ? { name: title } : {}) };
  const credentials = plan.profile === undefined ? {} : { profile: plan.profile };
  const all = [
    // The program of the YAML file does not manage the organization.
    ...(format === "yaml" ? [] : [planned(catalogue.organization, name, own, [])]),
    ...plan.keys.flatMap((key) => resourcesOf(key, orgId, format)),
  ];
  return all.map((resource) => ({ ...resource, inputs: { ...resource.inputs, ...credentials } }));
}

function resourcesOf(
  { name, apiKeyId, description, roles, entries, assignments }: PlannedKey,
  orgId: string,
  format: Format,
): readonly PlannedResource[] {
  const inputs = { orgId, description, roles, adopt: { apiKeyId } };
  const key = planned(catalogue.orgApiKey, name, inputs, [], { apiKeyId });
  const dependsOn = [{ type: key.type, name }];
  const addresses = { orgId, apiKeyId, entries, adopt: true };
  return [
    key,
    ...(entries.length === 0
      ? []
      : [planned(catalogue.orgApiKeyAccessList, `${name}-addresses`, addresses, dependsOn)]),
    ...assignments.map(({ project, projectId, roles: projectRoles }) => {
      const shared = { projectId, apiKeyId, roles: projectRoles, adopt: true };
      // As in the program of examples/gitops, which reads the YAML file.
      return format === "yaml"
        ? planned(
            catalogue.projectApiKeyAssignment,
            `${name}-in-${projectId}`,
            { ...shared, deleteOnDestroy: true },
            dependsOn,
          )
        : planned(catalogue.projectApiKeyAssignment, `${name}-in-${project}`, shared, dependsOn);
    }),
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
