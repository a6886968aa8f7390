import type { mcpAccess, partnerAccess } from "../words/delegated-access";
import type { ProjectSettingName } from "../words/project-settings";

/**
 * The world as a document: what `--seed` reads, `GET /_emulator/state` answers and `--state` keeps. Everything but an
 * organization's `id` and `name` may be left out; what is left out gets a default or is generated.
 */
export interface Seed {
  readonly organizations: readonly SeedOrganization[];
  /** Live OAuth tokens, as SHA-256 digests; never the tokens themselves. */
  readonly tokens?: readonly SeedToken[] | undefined;
  /** What the feeds keep of changes, oldest first; those of the same second newest last. */
  readonly events?: readonly SeedEvent[] | undefined;
}

/** An event by the names that the feeds give its fields: actor, address, target, and whatever else it tells. */
export interface SeedEvent {
  readonly id?: string | undefined;
  /** ISO 8601. */
  readonly created: string;
  readonly eventTypeName: string;
  /** Set where it is in the organization's feed. */
  readonly orgId?: string | undefined;
  /** Set where it is in a project's feed. */
  readonly groupId?: string | undefined;
  /** Whether an employee of MongoDB did it. Default false. */
  readonly isGlobalAdmin?: boolean | undefined;
  /** What `raw` holds beyond its documented fields, where a setting shows it. */
  readonly raw?: Readonly<Record<string, unknown>> | undefined;
  readonly [field: string]: unknown;
}

export type Product = "atlas" | "cloud-manager";

export interface SeedOrganization {
  readonly id: string;
  readonly name: string;
  /** Which API serves it. Default `atlas`. */
  readonly product?: Product | undefined;
  /** Whether it pays for organizations that its callers create. Default false. */
  readonly paying?: boolean | undefined;
  readonly skipDefaultAlertsSettings?: boolean | undefined;
  readonly settings?: SeedSettings | undefined;
  readonly delegationSettings?: SeedDelegationSettings | undefined;
  readonly users?: readonly SeedUser[] | undefined;
  readonly projects?: readonly SeedProject[] | undefined;
  readonly apiKeys?: readonly SeedApiKey[] | undefined;
  readonly serviceAccounts?: readonly SeedServiceAccount[] | undefined;
}

export interface SeedSettings {
  readonly apiAccessListRequired?: boolean | undefined;
  readonly multiFactorAuthRequired?: boolean | undefined;
  readonly restrictEmployeeAccess?: boolean | undefined;
  readonly genAIFeaturesEnabled?: boolean | undefined;
  readonly streamsCrossGroupEnabled?: boolean | undefined;
  readonly maxServiceAccountSecretValidityInHours?: number | undefined;
  readonly securityContact?: string | undefined;
  readonly operationsContact?: string | null | undefined;
  readonly customSessionTimeouts?: SeedSessionTimeouts | undefined;
}

/** Those that somebody set; the others have their defaults. */
export interface SeedDelegationSettings {
  readonly delegatedMcpAccess?: (typeof mcpAccess)[number] | undefined;
  readonly delegatedPartnerAccess?: (typeof partnerAccess)[number] | undefined;
  readonly idleRefreshTokenLifetime?: number | undefined;
  readonly maximumRefreshTokenLifetime?: number | undefined;
}

export interface SeedSessionTimeouts {
  readonly absoluteSessionTimeoutInSeconds?: number | null | undefined;
  readonly idleSessionTimeoutInSeconds?: number | null | undefined;
}

export interface SeedUser {
  readonly id?: string | undefined;
  readonly username?: string | undefined;
  /** Roles in the organization, by name, and in its projects. Default: ORG_MEMBER. */
  readonly roles?: readonly (string | SeedRole)[] | undefined;
  /** `ACTIVE` for a member, one of the others for somebody who was invited. Default `ACTIVE`. */
  readonly status?: MembershipStatus | undefined;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  /** Two letters. */
  readonly country?: string | undefined;
  /** When the user joined, or was invited, ISO 8601. Default: the time in the id. */
  readonly createdAt?: string | undefined;
  /** When the user signed in last, ISO 8601. Default: when the user joined. */
  readonly lastAuth?: string | undefined;
  /** Who sent the invitation. Default: the organization's first member. */
  readonly inviterUsername?: string | undefined;
}

export type MembershipStatus = "ACTIVE" | "PENDING" | "INVITATION_EXPIRED" | "INVITATION_REJECTED";

export interface SeedProject {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  /** Default: the organization's. */
  readonly product?: Product | undefined;
  /** ISO 8601. Default: the time in the id. */
  readonly created?: string | undefined;
  readonly desc?: string | undefined;
  readonly tags?: readonly SeedTag[] | undefined;
  readonly withDefaultAlertsSettings?: boolean | undefined;
  /** Clusters in the project: with one or more, it cannot be deleted. Default 0. */
  readonly clusterCount?: number | undefined;
  readonly settings?: SeedProjectSettings | undefined;
  /** Limits that were set, by name; the others have their defaults. */
  readonly limits?: Readonly<Record<string, number>> | undefined;
  /** Whether the service manages what counts as a slow operation. Default true. */
  readonly managedSlowMs?: boolean | undefined;
}

/** What is left out has the default that a new project has. */
export type SeedProjectSettings = { readonly [Name in ProjectSettingName]?: boolean | undefined };

export interface SeedTag {
  readonly key: string;
  readonly value: string;
}

/** A role in the organization (`orgId`) or in one of its projects (`groupId`). */
export interface SeedRole {
  readonly orgId?: string | undefined;
  readonly groupId?: string | undefined;
  readonly roleName: string;
}

export interface SeedApiKey {
  readonly id?: string | undefined;
  /** 8 letters or digits. */
  readonly publicKey?: string | undefined;
  /** A UUID. */
  readonly privateKey?: string | undefined;
  readonly desc?: string | undefined;
  /** Default: ORG_MEMBER, which a key without an organization role has in any case. */
  readonly roles?: readonly SeedRole[] | undefined;
  readonly accessList?: readonly (string | SeedAccessEntry)[] | undefined;
}

/** An IP address or CIDR block with what is known of its use. */
export interface SeedAccessEntry {
  readonly address: string;
  readonly created?: string | undefined;
  readonly count?: number | undefined;
  readonly lastUsed?: string | undefined;
  readonly lastUsedAddress?: string | undefined;
}

export interface SeedServiceAccount {
  /** `mdb_sa_id_` and 24 hexadecimal digits. */
  readonly clientId?: string | undefined;
  /** `mdb_sa_sk_` and 40 letters, digits, `-` or `_`: the first of its secrets. */
  readonly clientSecret?: string | undefined;
  readonly secrets?: readonly SeedSecret[] | undefined;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly createdAt?: string | undefined;
  /** Names of organization roles, or roles with an id. */
  readonly roles?: readonly (string | SeedRole)[] | undefined;
  readonly accessList?: readonly (string | SeedAccessEntry)[] | undefined;
}

export interface SeedSecret {
  readonly id?: string | undefined;
  readonly secret: string;
  readonly createdAt?: string | undefined;
  readonly expiresAt?: string | undefined;
  readonly lastUsedAt?: string | undefined;
}

export interface SeedToken {
  readonly clientId: string;
  /** The secret that it was issued for, and ends with. */
  readonly secretId?: string | undefined;
  readonly sha256: string;
  readonly expiresAt: string;
}
