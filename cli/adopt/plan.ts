import { rolesIn } from "../../provider/atlas/roles";
import type { Inventory } from "./inventory";
import { names } from "./names";

/** What is written into a program: every resource with its name and inputs, in a stable order. */
export interface AdoptionPlan {
  readonly organization: { readonly name: string; readonly orgId: string; readonly title: string };
  readonly projects: readonly { readonly name: string; readonly projectId: string }[];
  readonly keys: readonly PlannedKey[];
  readonly leftOut: readonly string[];
}

export interface PlannedKey {
  readonly name: string;
  readonly apiKeyId: string;
  readonly publicKey: string;
  readonly description: string;
  readonly roles: readonly string[];
  /** Empty: the key has no access list. */
  readonly entries: readonly string[];
  readonly assignments: readonly {
    readonly project: string;
    readonly projectId: string;
    readonly roles: readonly string[];
  }[];
}

/** Names come from descriptions and stay the same from run to run; what cannot be expressed is listed. */
export function planAdoption({ organization, projects, keys, leftOut }: Inventory): AdoptionPlan {
  const projectNames = names(projects.map(({ id, name }) => ({ id, text: name, fallback: "project" })));
  const keyNames = names(keys.map(({ key }) => ({ id: key.id, text: key.desc, fallback: "key" })));
  const omitted = [...leftOut];
  const planned = keys.flatMap(({ key, entries }): PlannedKey[] => {
    const roles = rolesIn(key.roles, "organization", organization.id);
    const label = `API key ${key.id} ("${key.desc}")`;
    if (roles.length === 0 || key.desc === "" || key.desc.length > 250) {
      omitted.push(
        `${label}: ${roles.length === 0 ? "it has no role in the organization" : "its description is empty or over 250 characters"}`,
      );
      return [];
    }
    if (entries === undefined) omitted.push(`access list of ${label}: these credentials cannot read it`);
    const assignments = projects.flatMap(({ id }) => {
      const projectRoles = rolesIn(key.roles, "project", id);
      return projectRoles.length === 0
        ? []
        : [{ project: projectNames.get(id) ?? id, projectId: id, roles: projectRoles }];
    });
    const name = keyNames.get(key.id) ?? key.id;
    return [
      {
        name,
        apiKeyId: key.id,
        publicKey: key.publicKey,
        description: key.desc,
        roles,
        entries: entries ?? [],
        assignments,
      },
    ];
  });
  return {
    organization: {
      name:
        names([{ id: organization.id, text: organization.name, fallback: "organization" }]).get(
          organization.id,
        ) ?? "organization",
      orgId: organization.id,
      title: organization.name,
    },
    projects: projects.map(({ id }) => ({ name: projectNames.get(id) ?? id, projectId: id })),
    keys: planned,
    leftOut: omitted,
  };
}
