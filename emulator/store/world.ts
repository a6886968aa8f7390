import type { Block } from "../auth/addresses";
import type { IdSource } from "../ids";
import type { AuditEvent } from "./audit-event";
import type {
  Product,
  SeedDelegationSettings,
  SeedProjectSettings,
  SeedSettings,
  SeedTag,
  SeedUser,
} from "./seed";
import type { TrackedUsage } from "./usage";

/** One line of an access list, and what is known of its use. */
export interface AccessEntry extends TrackedUsage {
  readonly block: Block;
  readonly createdMs: number;
  /** False for an entry of a seed that tells no time; then a snapshot tells none either. */
  readonly timed: boolean;
}

/** What an API key and a service account have in common. */
export interface Principal {
  readonly orgId: string;
  orgRoles: string[];
  /** Project id to the roles there; a project without roles is absent. */
  readonly projectRoles: Map<string, string[]>;
  accessList: AccessEntry[];
}

export interface ApiKey extends Principal {
  readonly id: string;
  readonly publicKey: string;
  readonly privateKey: string;
  desc: string;
}

export interface Secret extends TrackedUsage {
  readonly id: string;
  readonly secret: string;
  readonly createdMs: number;
  /** A newer secret brings it nearer. */
  expiresMs: number;
}

export interface ServiceAccount extends Principal {
  readonly clientId: string;
  name: string;
  description: string;
  readonly createdMs: number;
  secrets: Secret[];
}

export interface Project {
  readonly id: string;
  readonly orgId: string;
  readonly product: Product;
  readonly createdMs: number;
  readonly clusterCount: number;
  name: string;
  desc?: string | undefined;
  tags: SeedTag[];
  withDefaultAlertsSettings: boolean;
  /** Those that somebody set; the others have their defaults. */
  settings: SeedProjectSettings;
  /** Likewise, by the limit's name. */
  readonly limits: Map<string, number>;
  managedSlowMs: boolean;
}

export interface User {
  readonly id: string;
  readonly username: string;
  readonly orgRoles: readonly string[];
  /** Project id to the roles there. */
  readonly projectRoles: Map<string, string[]>;
  /** What else a seed tells. */
  readonly about: Omit<SeedUser, "id" | "username" | "roles">;
}

export interface Organization {
  readonly id: string;
  readonly product: Product;
  readonly paying: boolean;
  name: string;
  skipDefaultAlertsSettings: boolean;
  settings: SeedSettings;
  delegationSettings: SeedDelegationSettings;
  readonly users: User[];
  readonly projects: Map<string, Project>;
  readonly apiKeys: Map<string, ApiKey>;
  readonly serviceAccounts: Map<string, ServiceAccount>;
}

export interface Token {
  readonly clientId: string;
  /** The secret that it was issued for, and ends with; unknown for tokens of older states. */
  readonly secretId: string | undefined;
  readonly expiresMs: number;
}

/** Everything that exists, with the indexes that requests need. Plain data: it knows no HTTP and no rules of access. */
export class World {
  readonly organizations = new Map<string, Organization>();
  readonly projects = new Map<string, Project>();
  readonly keysByPublicKey = new Map<string, ApiKey>();
  readonly accounts = new Map<string, ServiceAccount>();
  /** Counts the requests that may have changed something, so that what was made of the world can be kept until then. */
  revision = 0;
  /** The keys of an organization in the order of lists; made when asked for, forgotten when a key comes or goes. */
  readonly #sortedKeys = new Map<string, readonly ApiKey[]>();
  readonly #deletedProjects = new Map<string, { readonly project: Project; readonly knownUntilMs: number }>();
  /** What the feeds keep of changes, oldest first. */
  events: AuditEvent[] = [];
  /** By SHA-256 of the token. */
  readonly tokens = new Map<string, Token>();

  addProject(organization: Organization, project: Project): void {
    organization.projects.set(project.id, project);
    this.projects.set(project.id, project);
  }

  /**
   * Roles in a project end with it.
   * @param knownUntilMs until when a second deletion finds it
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

  /** A project that was deleted so shortly ago that a second deletion finds it. */
  deletedProject(id: string, nowMs: number): Project | undefined {
    const deleted = this.#deletedProjects.get(id);
    return deleted !== undefined && deleted.knownUntilMs > nowMs ? deleted.project : undefined;
  }

  /** By public key: 331 of 331 recorded lists. */
  sortedKeys(organization: Organization): readonly ApiKey[] {
    const known = this.#sortedKeys.get(organization.id);
    if (known !== undefined) return known;
    const sorted = [...organization.apiKeys.values()].sort((a, b) => (a.publicKey < b.publicKey ? -1 : 1));
    this.#sortedKeys.set(organization.id, sorted);
    return sorted;
  }

  /** One that no key has: among a hundred thousand, a random one is taken now and then. */
  freePublicKey(ids: IdSource): string {
    let publicKey = ids.publicKey();
    while (this.keysByPublicKey.has(publicKey)) publicKey = ids.publicKey();
    return publicKey;
  }

  addApiKey(key: ApiKey): void {
    this.#sortedKeys.delete(key.orgId);
    this.organizations.get(key.orgId)?.apiKeys.set(key.id, key);
    this.keysByPublicKey.set(key.publicKey, key);
  }

  removeApiKey(key: ApiKey): void {
    this.#sortedKeys.delete(key.orgId);
    this.organizations.get(key.orgId)?.apiKeys.delete(key.id);
    this.keysByPublicKey.delete(key.publicKey);
  }

  addServiceAccount(account: ServiceAccount): void {
    this.organizations.get(account.orgId)?.serviceAccounts.set(account.clientId, account);
    this.accounts.set(account.clientId, account);
  }

  /** Its tokens end with it. */
  removeServiceAccount(account: ServiceAccount): void {
    this.organizations.get(account.orgId)?.serviceAccounts.delete(account.clientId);
    this.accounts.delete(account.clientId);
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
