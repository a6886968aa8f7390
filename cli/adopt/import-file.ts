import type { ResourceMetadata } from "../../provider/core/metadata";
import { tokenOf } from "../../provider/host/tokens";
import { catalogue } from "../../provider/resources/catalogue.generated";
import type { AdoptionPlan } from "./plan";

/** The plan as `pulumi import --file` takes it, for a program on the plugin. What is left out has no place in it. */
export function renderImportFile(plan: AdoptionPlan): string {
  const { orgId, name } = plan.organization;
  // YAML programs have one name for each resource, whatever its type, and reserve `pulumi`.
  const taken = new Set(["pulumi"]);
  const nameOf = (wanted: string, id: string) => {
    const free = taken.has(wanted) ? `${wanted}-${id.slice(-6)}` : wanted;
    taken.add(free);
    return free;
  };
  const resources = [
    imported(catalogue.organization, nameOf(name, orgId), { orgId }),
    ...[...plan.keys, ...plan.accounts].map(({ kind, name, id }) =>
      imported(kind.itself, nameOf(name, id), { orgId, [kind.idProperty]: id }),
    ),
  ];
  return `${JSON.stringify({ resources }, null, 2)}\n`;
}

function imported(
  definition: Pick<ResourceMetadata, "name" | "identity">,
  name: string,
  parts: Readonly<Record<string, string>>,
) {
  return { type: tokenOf(definition.name), name, id: definition.identity.format(parts) };
}
