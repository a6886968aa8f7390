import { accessListObject, accountObject, keyObject, projectRolesObject } from "../../provider/atlas/objects";
import { type ManagedResource, stringProperty } from "../pulumi/managed-resources";
import { projectIdsIn } from "./project-roles";

/** Properties with the id of a key or service account. */
const idProperties = ["apiKeyId", "clientId"] as const;

/** Properties with the id of a secret of a service account. */
const secretProperties = ["secretId", "currentSecretId", "previousSecretId"] as const;

/**
 * The keys, service accounts, secrets, project roles and access lists that the compared stacks manage together. Each resource
 * says which objects it manages, so that every resource counts.
 */
export class ManagedAccess {
  private readonly objects = new Map<string, ManagedResource>();
  /** Ids of the keys and service accounts that the stacks made or adopted. */
  private readonly principals = new Set<string>();
  /** Ids of projects, by the id of a key or service account that has an assignment there. */
  private readonly projects = new Map<string, string[]>();
  private readonly secrets = new Map<string, ManagedResource>();

  constructor(managed: readonly ManagedResource[]) {
    for (const resource of managed) this.add(resource);
  }

  private add(resource: ManagedResource): void {
    const { definition, inputs, state } = resource;
    const values = { ...inputs, ...state, ...definition.identity.parse(resource.id) };
    for (const { name } of definition.managedObjects(values)) this.objects.set(name, resource);
    for (const name of idProperties) {
      const id = stringProperty(values, name);
      if (id === undefined) continue;
      // An id that is an output is that of what the resource made, also of the first key of an organization, whose roles it does not manage.
      if (definition.outputs.some((field) => field.name === name)) this.principals.add(id);
      const projectId = stringProperty(inputs, "projectId");
      if (projectId !== undefined && inputs.roles !== undefined)
        this.projects.set(id, [...(this.projects.get(id) ?? []), projectId]);
    }
    for (const name of secretProperties) {
      const secretId = stringProperty(values, name);
      if (secretId !== undefined) this.secrets.set(secretId, resource);
    }
  }

  /** Whether a stack manages the key or service account. */
  managesPrincipal(id: string): boolean {
    return this.principals.has(id) || this.principalResource(id) !== undefined;
  }

  /** The resource that manages the key or service account itself. */
  principalResource(id: string): ManagedResource | undefined {
    const [object] = [...keyObject(id), ...accountObject(id)];
    return object && this.objects.get(object.name);
  }

  /** The resource that manages the roles in a project: an assignment, or the resource with the roles in all projects. */
  assignmentResource(projectId: string, id: string): ManagedResource | undefined {
    const [object] = projectRolesObject(projectId, id);
    return object && (this.objects.get(object.name) ?? this.objects.get(object.within ?? ""));
  }

  /** Ids of the projects to which the stacks assign a key or service account. */
  assignedProjects(id: string): readonly string[] {
    return [...(this.projects.get(id) ?? []), ...projectIdsIn(this.principalResource(id)?.inputs ?? {})];
  }

  managesAccessList(id: string): boolean {
    const [object] = accessListObject(id);
    return object !== undefined && this.objects.has(object.name);
  }

  /** The resource that made a secret of a service account. */
  secretResource(secretId: string): ManagedResource | undefined {
    return this.secrets.get(secretId);
  }
}
