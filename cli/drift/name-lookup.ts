import type { Scope } from "./change";
import type { ReadOrganization } from "./organizations";

/** Names of organizations and projects, as far as the credentials can read them. */
export interface NameLookup {
  scope(kind: Scope["kind"], id: string): Scope;
  organizationOf(projectId: string): string | undefined;
}

export function nameLookup(organizations: readonly ReadOrganization[]): NameLookup {
  const names = new Map<string, string>();
  const organizationIds = new Map<string, string>();
  for (const { inventory } of organizations) {
    if (inventory.name !== undefined) names.set(inventory.id, inventory.name);
    for (const project of inventory.projects) {
      names.set(project.id, project.name);
      organizationIds.set(project.id, inventory.id);
    }
  }
  return {
    scope: (kind, id): Scope => {
      const name = names.get(id);
      return { kind, id, ...(name !== undefined && { name }) };
    },
    organizationOf: (projectId) => organizationIds.get(projectId),
  };
}
