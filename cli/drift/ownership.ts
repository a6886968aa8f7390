import { type Managed, textIn } from "./managed";

/** What the given stacks manage, all of them together. */
export class Ownership {
  private readonly keys = new Set<string>();
  private readonly grants = new Map<string, Managed>();
  private readonly lists = new Set<string>();
  private readonly byKey = new Map<string, Managed>();

  constructor(managed: readonly Managed[]) {
    for (const resource of managed) this.add(resource);
  }

  private add(resource: Managed): void {
    const { definition, id, state } = resource;
    const [, apiKeyId = ""] = id.split("/");
    if (definition.name === "OrgApiKey") {
      this.keys.add(apiKeyId);
      this.byKey.set(apiKeyId, resource);
    } else if (definition.name === "ProjectApiKeyAssignment") this.grants.set(id, resource);
    else if (definition.name === "OrgApiKeyAccessList") this.lists.add(apiKeyId);
    // An organization that a stack made came with one of these.
    for (const own of [textIn(state, "apiKeyId"), textIn(state, "clientId")])
      if (definition.name === "Organization" && own !== undefined) this.keys.add(own);
  }

  /** Whether a stack manages the key or service account. */
  principal(id: string): boolean {
    return this.keys.has(id);
  }

  /** The resource that manages a key's roles in its organization. */
  key(apiKeyId: string): Managed | undefined {
    return this.byKey.get(apiKeyId);
  }

  /** The resource that manages a key's roles in a project. */
  grant(projectId: string, apiKeyId: string): Managed | undefined {
    return this.grants.get(`${projectId}/${apiKeyId}`);
  }

  /** Ids of the projects in which a key should have roles. */
  projectsOf(apiKeyId: string): readonly string[] {
    return [...this.grants.keys()]
      .filter((id) => id.endsWith(`/${apiKeyId}`))
      .map((id) => id.split("/")[0] ?? "");
  }

  list(apiKeyId: string): boolean {
    return this.lists.has(apiKeyId);
  }
}
