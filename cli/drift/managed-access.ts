import { type ManagedResource, stringProperty } from "../pulumi/managed-resources";
import { hasProjectRoles, projectIdsIn } from "./project-roles";

/** The keys, assignments and access lists that the compared stacks manage together. */
export class ManagedAccess {
  private readonly keys = new Set<string>();
  private readonly grants = new Map<string, ManagedResource>();
  private readonly lists = new Set<string>();
  private readonly byKey = new Map<string, ManagedResource>();

  constructor(managed: readonly ManagedResource[]) {
    for (const resource of managed) this.add(resource);
  }

  private add(resource: ManagedResource): void {
    const { definition, id, state } = resource;
    const [, apiKeyId = ""] = id.split("/");
    if (definition.name === "OrgApiKey") {
      this.keys.add(apiKeyId);
      this.byKey.set(apiKeyId, resource);
      if (resource.inputs.accessList !== undefined) this.lists.add(apiKeyId);
    } else if (definition.name === "ProjectApiKeyAssignment") this.grants.set(id, resource);
    else if (definition.name === "OrgApiKeyAccessList") this.lists.add(apiKeyId);
    // Atlas creates one of these together with an organization.
    for (const own of [stringProperty(state, "apiKeyId"), stringProperty(state, "clientId")])
      if (definition.name === "Organization" && own !== undefined) this.keys.add(own);
  }

  /** Whether a stack manages the key or service account. */
  managesPrincipal(id: string): boolean {
    return this.keys.has(id);
  }

  /** The resource that manages a key's roles in its organization. */
  keyResource(apiKeyId: string): ManagedResource | undefined {
    return this.byKey.get(apiKeyId);
  }

  /** The resource that manages a key's roles in a project: an assignment, or a key that contains its roles in all projects. */
  assignmentResource(projectId: string, apiKeyId: string): ManagedResource | undefined {
    const key = this.byKey.get(apiKeyId);
    const whole = key !== undefined && hasProjectRoles(key.inputs) ? key : undefined;
    return this.grants.get(`${projectId}/${apiKeyId}`) ?? whole;
  }

  /** Ids of the projects to which the stacks assign a key. */
  assignedProjects(apiKeyId: string): readonly string[] {
    const assigned = [...this.grants.keys()]
      .filter((id) => id.endsWith(`/${apiKeyId}`))
      .map((id) => id.split("/")[0] ?? "");
    return [...assigned, ...projectIdsIn(this.byKey.get(apiKeyId)?.inputs ?? {})];
  }

  managesAccessList(apiKeyId: string): boolean {
    return this.lists.has(apiKeyId);
  }
}
