import type { AtlasContext } from "../../provider/atlas/context";
import type { Properties, ResourceDefinition } from "../../provider/core/definition";
import { resourceType } from "../../provider/host/dynamic/resource";
import { catalogue } from "../../provider/resources/catalogue.generated";
import type { AdoptionPlan } from "./plan";

/** One resource of the printed program, with the inputs that it has there. */
export interface PlannedResource {
  readonly definition: ResourceDefinition<AtlasContext>;
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly dependsOn: readonly { readonly type: string; readonly name: string }[];
}

/** The plan as resources, in the order of the program: what others depend on comes first. */
export function plannedResources({ organization, keys }: AdoptionPlan): readonly PlannedResource[] {
  const { orgId } = organization;
  return [
    planned(catalogue.organization, organization.name, { orgId, name: organization.title }, []),
    ...keys.flatMap(({ name, apiKeyId, description, roles, entries, assignments }) => {
      const key = planned(catalogue.orgApiKey, name, { orgId, description, roles, adopt: { apiKeyId } }, [], {
        apiKeyId,
      });
      const dependsOn = [{ type: key.type, name }];
      const addresses = { orgId, apiKeyId, entries, adopt: true };
      return [
        key,
        ...(entries.length === 0
          ? []
          : [planned(catalogue.orgApiKeyAccessList, `${name}-addresses`, addresses, dependsOn)]),
        ...assignments.map(({ project, projectId, roles: projectRoles }) =>
          planned(
            catalogue.projectApiKeyAssignment,
            `${name}-in-${project}`,
            { projectId, apiKeyId, roles: projectRoles, adopt: true },
            dependsOn,
          ),
        ),
      ];
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
