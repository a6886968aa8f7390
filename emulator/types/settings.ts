/**
 * Behaviour for which there is no evidence about the service, or contradictory evidence. The defaults are the stricter
 * reading. The emulator's README lists each setting with its evidence.
 */
export interface Settings {
  /** Status of API_KEY_NOT_FOUND: 400 is documented and was observed, clients accept both. */
  readonly apiKeyNotFoundStatus: 400 | 404;
  /** Lifetime of a Digest nonce, on the emulator's clock. */
  readonly nonceMaxAgeS: number;
  /** `none` omits qop from the challenge and accepts signatures without a nonce count (RFC 2069). */
  readonly digestQop: "auth" | "none";
  /** Lifetime of an OAuth token. */
  readonly tokenLifetimeS: number;
  /** Maximum number of live tokens of a service account. */
  readonly maxLiveTokens: number;
  /** An Accept header without a version: `refuse` responds 406, `newest` uses the newest version. */
  readonly missingVersion: "refuse" | "newest";
  /** Unknown query parameters: `refuse` responds 400. */
  readonly unknownQuery: "refuse" | "ignore";
  /** An empty `desc` or `roles` together with another field in a PATCH: `leave` ignores it, `refuse` responds 400. */
  readonly emptyPatchFields: "leave" | "refuse";
  /** Whether 401 for a missing role has a Digest challenge too. */
  readonly challengeOnRoleShortfall: boolean;
  /** Whether ORG_READ_ONLY, which reads all projects, may also list their API keys. */
  readonly orgReadOnlyListsProjectKeys: boolean;
  /** When access lists are checked for callers from this machine: if the organization requires lists, always, or never. */
  readonly loopbackAccessLists: "when-required" | "always" | "never";
  /** Whether X-Forwarded-For sets the caller's address in requests from this machine. */
  readonly trustForwardedFor: boolean;
  /** Error codes for access lists: those of today's service, or the documented ones. */
  readonly accessListCodes: "ACCESS_LIST" | "WHITELIST";
  /** Whether 429 has a Retry-After header. */
  readonly retryAfterHeader: boolean;
  /** Additional role names that are accepted, with their ORG_ or GROUP_ prefix. */
  readonly extraRoles: readonly string[];
  readonly maxApiKeysPerOrg: number;
  readonly maxProjectsPerOrg: number;
  /** A PATCH of an organization without `skipDefaultAlertsSettings`: `reset` sets it to false, `keep` leaves it. */
  readonly omittedSkipDefaultAlerts: "reset" | "keep";
  /** Status of a deletion in Cloud Manager. Its documentation shows 200 with an empty object. */
  readonly cloudManagerDeleteStatus: 200 | 204;
  /** For this time after an organization's creation, its deletion responds 500 (observed by a client); 0 disables this. */
  readonly orgDeleteSettleS: number;
  /** For this time after a project's deletion, a second DELETE gets the same response; 0 responds 404 immediately. */
  readonly projectDeletionS: number;
  /** How long the feeds retain events. */
  readonly eventRetentionDays: number;
  /** Maximum delay until the use of a service account's secret or access-list entry is reported; 0 reports it immediately. */
  readonly usageDelayS: number;
  /** Duration of a secret's creation in real time, during which a second creation for the account is rejected. */
  readonly secretCreationMs: number;
  /** `withoutInitialSecret` in the creation of a service account: `refuse` treats it as an unknown field. */
  readonly withoutInitialSecret: "refuse" | "accept";
  /** Whether `raw` of an event identifies service accounts as actor and target. No documented field does. */
  readonly serviceAccountsInRaw: boolean;
}

export const defaultSettings: Settings = {
  apiKeyNotFoundStatus: 400,
  nonceMaxAgeS: 60,
  digestQop: "auth",
  tokenLifetimeS: 3600,
  maxLiveTokens: 100,
  missingVersion: "refuse",
  unknownQuery: "refuse",
  emptyPatchFields: "leave",
  challengeOnRoleShortfall: false,
  orgReadOnlyListsProjectKeys: false,
  loopbackAccessLists: "when-required",
  trustForwardedFor: true,
  accessListCodes: "ACCESS_LIST",
  retryAfterHeader: true,
  extraRoles: [],
  maxApiKeysPerOrg: 500,
  maxProjectsPerOrg: 250,
  omittedSkipDefaultAlerts: "reset",
  cloudManagerDeleteStatus: 200,
  orgDeleteSettleS: 0,
  projectDeletionS: 10,
  eventRetentionDays: 30,
  usageDelayS: 300,
  secretCreationMs: 20,
  withoutInitialSecret: "refuse",
  serviceAccountsInRaw: false,
};
