import type { AuditEvent } from "../types/audit-event";
import type { IdSource } from "../types/ids";
import type { ApiKey, Organization, Project, ServiceAccount, Token } from "../types/resources";

/** All data of the emulator at one time, with indexes for requests. */
export class Snapshot {
  readonly organizations = new Map<string, Organization>();
  readonly projects = new Map<string, Project>();
  readonly keysByPublicKey = new Map<string, ApiKey>();
  readonly serviceAccounts = new Map<string, ServiceAccount>();
  readonly #deletedProjects = new Map<string, { readonly project: Project; readonly knownUntilMs: number }>();
  /** Events of the feeds, oldest first. */
  events: AuditEvent[] = [];
  /** By the token's SHA-256 digest. */
  readonly tokens = new Map<string, Token>();

  addProject(organization: Organization, project: Project): void {
    organization.projects.set(project.id, project);
    this.projects.set(project.id, project);
  }

  /**
   * Removes a project and all roles in it.
   * @param knownUntilMs until when a second DELETE request finds the project
   */
  removeProject(project: Project, knownUntilMs = 0): void {
    this.#deletedProjects.set(project.id, { project, knownUntilMs });
    const organization = this.organizations.get(project.orgId);
    for (const key of organization?.apiKeys.values() ?? []) key.projectRoles.delete(project.id);
    for (const account of organization?.serviceAccounts.values() ?? [])
      account.projectRoles.delete(project.id);
    for (const user of organization?.users ?? []) user.projectRoles.delete(project.id);
    organization?.projects.delete(project.id);
    this.projects.delete(project.id);
  }

  /** A project that was deleted so recently that a second DELETE request finds it. */
  deletedProject(id: string, nowMs: number): Project | undefined {
    const deleted = this.#deletedProjects.get(id);
    return deleted !== undefined && deleted.knownUntilMs > nowMs ? deleted.project : undefined;
  }

  /** A public key that no key has. Among 100,000 keys, a random one is sometimes in use. */
  freePublicKey(ids: IdSource): string {
    let publicKey = ids.publicKey();
    while (this.keysByPublicKey.has(publicKey)) publicKey = ids.publicKey();
    return publicKey;
  }

  addApiKey(key: ApiKey): void {
    this.organizations.get(key.orgId)?.apiKeys.set(key.id, key);
    this.keysByPublicKey.set(key.publicKey, key);
  }

  removeApiKey(key: ApiKey): void {
    this.organizations.get(key.orgId)?.apiKeys.delete(key.id);
    this.keysByPublicKey.delete(key.publicKey);
  }

  addServiceAccount(account: ServiceAccount): void {
    this.organizations.get(account.orgId)?.serviceAccounts.set(account.clientId, account);
    this.serviceAccounts.set(account.clientId, account);
  }

  /** Removes a service account and its tokens. */
  removeServiceAccount(account: ServiceAccount): void {
    this.organizations.get(account.orgId)?.serviceAccounts.delete(account.clientId);
    this.serviceAccounts.delete(account.clientId);
    for (const [digest, token] of this.tokens) {
      if (token.clientId === account.clientId) this.tokens.delete(digest);
    }
  }

  removeOrganization(organization: Organization): void {
    for (const key of [...organization.apiKeys.values()]) this.removeApiKey(key);
    for (const account of [...organization.serviceAccounts.values()]) this.removeServiceAccount(account);
    for (const project of [...organization.projects.values()]) this.removeProject(project);
    this.organizations.delete(organization.id);
  }
}
