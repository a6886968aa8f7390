import type { IpBlock } from "./ip-block";
import type {
  Product,
  SeedDelegationSettings,
  SeedProjectSettings,
  SeedSettings,
  SeedTag,
  SeedUser,
} from "./seed.generated";
import type { TrackedUsage } from "./usage";

/** An entry of an access list, with its usage. */
export interface AccessEntry extends TrackedUsage {
  readonly block: IpBlock;
  readonly createdMs: number;
  /** False for a seeded entry without a creation time; the state then has none either. */
  readonly hasCreationTime: boolean;
}

/** The common part of API keys and service accounts. */
export interface Principal {
  readonly orgId: string;
  orgRoles: string[];
  /** Roles by project id; projects without a role are absent. */
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
  /** A newer secret shortens it. */
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
  /** Settings that were changed; the others have their defaults. */
  settings: SeedProjectSettings;
  /** Limits that were changed, by name; the others have their defaults. */
  readonly limits: Map<string, number>;
  managedSlowMs: boolean;
}

export interface User {
  readonly id: string;
  readonly username: string;
  readonly orgRoles: readonly string[];
  /** Roles by project id. */
  readonly projectRoles: Map<string, string[]>;
  /** The other fields of the seed. */
  readonly profile: Omit<SeedUser, "id" | "username" | "roles">;
}

export interface Organization {
  readonly id: string;
  readonly product: Product;
  readonly paying: boolean;
  name: string;
  skipDefaultAlertsSettings: boolean;
  settings: SeedSettings;
  /** Settings that were changed; the others have their defaults. */
  delegationSettings: SeedDelegationSettings;
  readonly users: User[];
  readonly projects: Map<string, Project>;
  readonly apiKeys: Map<string, ApiKey>;
  readonly serviceAccounts: Map<string, ServiceAccount>;
}

export interface Token {
  readonly clientId: string;
  /** The secret that the token was issued for and expires with; unknown for tokens of older states. */
  readonly secretId: string | undefined;
  readonly expiresMs: number;
}
