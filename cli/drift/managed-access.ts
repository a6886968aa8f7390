import { type ManagedResource, stringProperty } from "../pulumi/managed-resources";
import { hasProjectRoles, projectIdsIn } from "./project-roles";

/** Properties with the id of a key or service account. */
const idProperties = ["apiKeyId", "clientId"] as const;

/**
 * The keys, service accounts, secrets, project roles and access lists that the compared stacks manage together. What a resource
 * manages follows from its properties, so that every resource counts.
 */
export class ManagedAccess {
  private readonly principals = new Set<string>();
  private readonly byPrincipal = new Map<string, ManagedResource>();
  private readonly grants = new Map<string, ManagedResource>();
  private readonly lists = new Set<string>();
  private readonly secrets = new Map<string, ManagedResource>();

  constructor(managed: readonly ManagedResource[]) {
    for (const resource of managed) this.add(resource);
  }

  private add(resource: ManagedResource): void {
    const { definition, inputs, state } = resource;
    const values = { ...inputs, ...state, ...definition.identity.parse(resource.id) };
    for (const name of idProperties) {
      const id = stringProperty(values, name);
      if (id === undefined) continue;
      // An id that is an output is that of what the resource made or adopted; an input is a reference to it.
      if (definition.outputs.some((field) => field.name === name)) this.addPrincipal(id, resource);
      if (inputs.accessList !== undefined || inputs.entries !== undefined) this.lists.add(id);
      const projectId = stringProperty(inputs, "projectId");
      if (projectId !== undefined && inputs.roles !== undefined)
        this.grants.set(`${projectId}/${id}`, resource);
    }
    const secretId = stringProperty(values, "secretId");
    if (secretId !== undefined) this.secrets.set(secretId, resource);
  }

  private addPrincipal(id: string, resource: ManagedResource): void {
    this.principals.add(id);
    // Atlas makes a key or service account together with an organization; its roles are not managed after that.
    if (resource.inputs.roles !== undefined) this.byPrincipal.set(id, resource);
  }

  /** Whether a stack manages the key or service account. */
  managesPrincipal(id: string): boolean {
    return this.principals.has(id);
  }

  /** The resource that manages the key or service account itself, with its roles in its organization or project. */
  principalResource(id: string): ManagedResource | undefined {
    return this.byPrincipal.get(id);
  }

  /** The resource that manages the roles in a project: an assignment, or the resource with the roles in all projects. */
  assignmentResource(projectId: string, id: string): ManagedResource | undefined {
    const own = this.byPrincipal.get(id);
    const whole = own !== undefined && hasProjectRoles(own.inputs) ? own : undefined;
    return this.grants.get(`${projectId}/${id}`) ?? whole;
  }

  /** Ids of the projects to which the stacks assign a key or service account. */
  assignedProjects(id: string): readonly string[] {
    const assigned = [...this.grants.keys()]
      .filter((grant) => grant.endsWith(`/${id}`))
      .map((grant) => grant.split("/")[0] ?? "");
    return [...assigned, ...projectIdsIn(this.byPrincipal.get(id)?.inputs ?? {})];
  }

  managesAccessList(id: string): boolean {
    return this.lists.has(id);
  }

  /** The resource that made a secret of a service account. */
  secretResource(secretId: string): ManagedResource | undefined {
    return this.secrets.get(secretId);
  }
}
