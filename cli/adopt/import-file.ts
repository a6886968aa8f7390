import { tokenOf } from "../../provider/host/tokens";
import { catalogue } from "../../provider/resources/catalogue.generated";
import type { AdoptionPlan } from "./plan";

/** The plan as `pulumi import --file` takes it, for a program on the plugin. What is left out has no place in it. */
export function renderImportFile({ organization: { orgId, name }, keys }: AdoptionPlan): string {
  // YAML programs have one name for each resource, whatever its type, and reserve `pulumi`.
  const taken = new Set(["pulumi"]);
  const nameOf = (wanted: string, id: string) => {
    const free = taken.has(wanted) ? `${wanted}-${id.slice(-6)}` : wanted;
    taken.add(free);
    return free;
  };
  const resources = [
    imported(catalogue.organization, nameOf(name, orgId), { orgId }),
    ...keys.map(({ name, apiKeyId }) =>
      imported(catalogue.orgApiKey, nameOf(name, apiKeyId), { orgId, apiKeyId }),
    ),
  ];
  return `${JSON.stringify({ resources }, null, 2)}\n`;
}

function imported(
  definition: (typeof catalogue)[keyof typeof catalogue],
  name: string,
  parts: Readonly<Record<string, string>>,
) {
  return { type: tokenOf(definition.name), name, id: definition.identity.format(parts) };
}
