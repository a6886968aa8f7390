// Written by `npm run generate` from emulator/types/seed-schema.ts.

/** The emulator's data as a document: `--seed` reads it, `GET /_emulator/state` returns it and `--state` stores it. Only an organization's `id` and `name` are required; the other fields have defaults or are generated. */
export interface Seed {
  readonly organizations: readonly SeedOrganization[];
  /** Live OAuth tokens, as SHA-256 digests; never the tokens themselves. */
  readonly tokens?: readonly SeedToken[] | undefined;
  /** Events in the feeds, oldest first; of two in the same second the newer one last. */
  readonly events?: readonly SeedEvent[] | undefined;
}

export interface SeedOrganization {
  readonly id: string;
  readonly name: string;
  /** The API that serves it. Default `atlas`. */
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

/** Delegation settings that were changed; the others have their defaults. */
export interface SeedDelegationSettings {
  readonly delegatedMcpAccess?: "DISALLOWED" | "READ_ONLY" | "READ_WRITE" | undefined;
  readonly delegatedPartnerAccess?: "DISALLOWED" | "READ_WRITE" | undefined;
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
  /** `ACTIVE` for a member, another status for an invited user. Default `ACTIVE`. */
  readonly status?: MembershipStatus | undefined;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  /** Two capital letters. */
  readonly country?: string | undefined;
  /** When the user joined or was invited, ISO 8601. Default: the time in the id. */
  readonly createdAt?: string | undefined;
  /** When the user last signed in, ISO 8601. Default: when the user joined. */
  readonly lastAuth?: string | undefined;
  /** The user that sent the invitation. Default: the organization's first member. */
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
  /** Clusters in the project; a project with clusters cannot be deleted. Default 0. */
  readonly clusterCount?: number | undefined;
  /** Settings that differ from those of a new project. */
  readonly settings?: SeedProjectSettings | undefined;
  /** Limits that were set, by name; the others have their defaults. */
  readonly limits?: { readonly [name: string]: number } | undefined;
  /** Whether the service manages the threshold of slow operations. Default true. */
  readonly managedSlowMs?: boolean | undefined;
}

/** Settings of a project. A setting that is left out has the default of a new project. */
export type SeedProjectSettings = { readonly [Name in "isAtlasHomePageAiAssistantEnabled" | "isClusterAiAssistantEnabled" | "isCollectDatabaseSpecificsStatisticsEnabled" | "isDataExplorerEnabled" | "isDataExplorerGenAIFeaturesEnabled" | "isDataExplorerGenAISampleDocumentPassingEnabled" | "isDataValidationEnabled" | "isExtendedStorageSizesEnabled" | "isNativeRerankingEnabled" | "isPerformanceAdvisorEnabled" | "isRealtimePerformancePanelEnabled" | "isSchemaAdvisorEnabled"]?: boolean | undefined };

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
  /** Default: ORG_MEMBER, which every key without an organization role has. */
  readonly roles?: readonly SeedRole[] | undefined;
  readonly accessList?: readonly (string | SeedAccessEntry)[] | undefined;
}

/** An IP address or CIDR block with its usage. */
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
  /** The secret that the token was issued for. The token expires with it. */
  readonly secretId?: string | undefined;
  readonly sha256: string;
  readonly expiresAt: string;
}

/** An event with the field names of the feeds: actor, address, target, and any other field. */
export interface SeedEvent {
  readonly id?: string | undefined;
  /** ISO 8601. */
  readonly created: string;
  readonly eventTypeName: string;
  /** Set for an event in the organization's feed. */
  readonly orgId?: string | undefined;
  /** Set for an event in a project's feed. */
  readonly groupId?: string | undefined;
  /** Whether a MongoDB employee made the change. Default false. */
  readonly isGlobalAdmin?: boolean | undefined;
  /** Undocumented fields of `raw`, which a setting shows. */
  readonly raw?: { readonly [name: string]: unknown } | undefined;
  readonly [field: string]: unknown;
}

export type Product = "atlas" | "cloud-manager";
