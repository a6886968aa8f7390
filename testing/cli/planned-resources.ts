import type { AdoptionPlan } from "../../cli/adopt/plan";
import type { PlannedKey } from "../../cli/adopt/plan-key";
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
export function plannedResources({ organization, profile, keys }: AdoptionPlan): readonly PlannedResource[] {
  const { orgId, name, title, hasValidTitle } = organization;
  const own = { orgId, ...(hasValidTitle ? { name: title } : {}) };
  const credentials = profile === undefined ? {} : { profile };
  const all = [
    { definition: catalogue.organization, name, inputs: own },
    ...keys.flatMap((key) => resourcesOf(key, orgId)),
  ];
  return all.map((resource) => ({ ...resource, inputs: { ...resource.inputs, ...credentials } }));
}

function resourcesOf(
  { name, apiKeyId, description, roles, projectRoles, accessList, assignments, entries }: PlannedKey,
  orgId: string,
): readonly PlannedResource[] {
  const parts = {
    ...(projectRoles === undefined
      ? {}
      : {
          projectRoles: Object.fromEntries(projectRoles.map((inOne) => [inOne.projectId, inOne.roles])),
        }),
    ...(accessList === undefined ? {} : { accessList }),
  };
  const inputs = { orgId, description, roles, ...parts, adopt: { apiKeyId } };
  const addresses = { orgId, apiKeyId, entries, adopt: true };
  return [
    { definition: catalogue.orgApiKey, name, inputs },
    ...(entries.length === 0
      ? []
      : [{ definition: catalogue.orgApiKeyAccessList, name: `${name}-addresses`, inputs: addresses }]),
    ...assignments.map(({ project, projectId, roles: inProject }) => ({
      definition: catalogue.projectApiKeyAssignment,
      name: `${name}-in-${project}`,
      inputs: { projectId, apiKeyId, roles: inProject, adopt: true },
    })),
  ];
}
