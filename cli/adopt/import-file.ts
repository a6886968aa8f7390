import { pluginToken } from "../../provider/host/program/plugin/tokens";
import { catalogue } from "../../provider/resources/catalogue.generated";
import type { AdoptionPlan } from "./plan";

/** The plan as `pulumi import --file` takes it, for a program on the plugin. What is left out has no place in it. */
export function renderImportFile({ organization: { orgId, name }, keys }: AdoptionPlan): string {
  const resources = [
    imported(catalogue.organization, name, { orgId }),
    ...keys.map((key) => imported(catalogue.orgApiKey, key.name, { orgId, apiKeyId: key.apiKeyId })),
  ];
  return `${JSON.stringify({ resources }, null, 2)}\n`;
}

function imported(
  definition: (typeof catalogue)[keyof typeof catalogue],
  name: string,
  parts: Readonly<Record<string, string>>,
) {
  return { type: pluginToken(definition.name), name, id: definition.identity.format(parts) };
}
